namespace Arc.Compiler.Contracts;

public static partial class ContractCpp
{
    private static readonly HashSet<string> Reserved =
    [
        "alignas", "alignof", "and", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char", "class", "compl", "const", "continue",
        "decltype", "default", "delete", "do", "double", "else", "enum", "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if",
        "inline", "int", "long", "mutable", "namespace", "new", "noexcept", "not", "nullptr", "operator", "or", "private", "protected", "public",
        "register", "requires", "return", "short", "signed", "sizeof", "static", "struct", "switch", "template", "this", "throw", "true", "try",
        "typedef", "typeid", "typename", "union", "unsigned", "using", "virtual", "void", "volatile", "while", "xor",
    ];

    /// <summary>What does not depend on the imports.</summary>
    private const string Prelude = """
        // Host functions that an Arc guest imports, by WebAssembly module and name. A host writes a class for every module,
        // with a method or method template for every member, and passes it to the module's `bind` together with a linker:
        //
        //     struct Math { template <class T> T sqrt(T x) { return std::sqrt(x); } };
        //     arc::imports::math::bind(linker, math);
        //
        // A linker has
        //     template <class Signature, class Function> void define(const char* module, const char* name, Function function);
        // where Signature is what the guest sees: a function type of int32_t, int64_t, float and double.
        #pragma once

        #include <cstdint>
        #include <type_traits>

        namespace arc {

        // Strings and series are handles into the host's stores, which die with the invocation; a channel is its key.
        struct text { std::int32_t handle; };
        struct any_series { std::int32_t handle; };
        template <class T> struct series { std::int32_t handle; };
        template <class T> struct channel { std::int32_t key; };

        // A type of Arc: the suffix of its specialisations, what carries it, and the way there and back.
        template <class T> struct traits;

        template <class T, class Wire> struct number {
            using wire = Wire;
            static T from(Wire value) { return static_cast<T>(value); }
            static Wire to(T value) { return static_cast<Wire>(value); }
        };
        template <> struct traits<std::uint8_t> : number<std::uint8_t, std::int32_t> { static constexpr const char* suffix = "u8"; };
        template <> struct traits<std::uint16_t> : number<std::uint16_t, std::int32_t> { static constexpr const char* suffix = "u16"; };
        template <> struct traits<std::uint32_t> : number<std::uint32_t, std::int32_t> { static constexpr const char* suffix = "u32"; };
        template <> struct traits<std::uint64_t> : number<std::uint64_t, std::int64_t> { static constexpr const char* suffix = "u64"; };
        template <> struct traits<std::int8_t> : number<std::int8_t, std::int32_t> { static constexpr const char* suffix = "i8"; };
        template <> struct traits<std::int16_t> : number<std::int16_t, std::int32_t> { static constexpr const char* suffix = "i16"; };
        template <> struct traits<std::int32_t> : number<std::int32_t, std::int32_t> { static constexpr const char* suffix = "i32"; };
        template <> struct traits<std::int64_t> : number<std::int64_t, std::int64_t> { static constexpr const char* suffix = "i64"; };
        template <> struct traits<float> : number<float, float> { static constexpr const char* suffix = "f32"; };
        template <> struct traits<double> : number<double, double> { static constexpr const char* suffix = "f64"; };
        template <> struct traits<text> {
            static constexpr const char* suffix = "str";
            using wire = std::int32_t;
            static text from(wire value) { return {value}; }
            static wire to(text value) { return value.handle; }
        };
        template <> struct traits<any_series> {
            using wire = std::int32_t;
            static any_series from(wire value) { return {value}; }
            static wire to(any_series value) { return value.handle; }
        };
        template <class T> struct traits<series<T>> {
            using wire = std::int32_t;
            static series<T> from(wire value) { return {value}; }
            static wire to(series<T> value) { return value.handle; }
        };
        template <class T> struct traits<channel<T>> {
            using wire = std::int32_t;
            static channel<T> from(wire value) { return {value}; }
            static wire to(channel<T> value) { return value.key; }
        };
        template <> struct traits<void> { using wire = void; };

        template <class T> using wire_t = typename traits<T>::wire;

        template <class Member, class Signature> struct adapter;
        template <class Member, class R, class... A> struct adapter<Member, R(A...)> {
            template <class Linker, class Host>
            static void define(Linker& linker, const char* module, const char* name, Host& host) {
                linker.template define<wire_t<R>(wire_t<A>...)>(module, name, [&host](wire_t<A>... arguments) -> wire_t<R> {
                    if constexpr (std::is_void_v<R>) Member::call(host, traits<A>::from(arguments)...);
                    else return traits<R>::to(Member::call(host, traits<A>::from(arguments)...));
                });
            }
        };

        // Registers one import.
        template <class Member, class Linker, class Host>
        void define(Linker& linker, const char* module, const char* name, Host& host) {
            adapter<Member, typename Member::signature>::define(linker, module, name, host);
        }

        """;
}
