using System.Text;
using Arc.Sdk.Types;

namespace Arc.Compiler.Contracts;

/// <summary>
/// Writes an import contract as a C++17 header: traits for every type suffix, one template for every polymorphic member, and for every
/// module a function that registers all its imports with a linker. A host writes one method template a member, in its own types and without
/// a switch over them (seed Q4); one that compiles has forgotten nothing.
/// </summary>
public static partial class ContractCpp
{
    /// <summary>The header.</summary>
    /// <param name="imports">The imports, for example of a program or of a whole module set.</param>
    public static string Write(IEnumerable<ImportContract> imports)
    {
        ArgumentNullException.ThrowIfNull(imports);
        var text = new StringBuilder(Prelude.ReplaceLineEndings("\n"));
        foreach (var module in imports.GroupBy(i => i.Module, StringComparer.Ordinal).OrderBy(m => m.Key, StringComparer.Ordinal))
            Write(text, module.Key, [.. module.OrderBy(i => i.Name, StringComparer.Ordinal)]);
        return text.Append("\n}  // namespace arc\n").ToString();
    }

    private static void Write(StringBuilder text, string module, ImportContract[] imports)
    {
        var name = $"imports::{Identifier(module)}";
        text.Append("\n// Module \"").Append(module).Append("\".\nnamespace ").Append(name).Append(" {\n");
        var registrations = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in imports.GroupBy(i => i.Member, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            if (Member.Of([.. group]) is { } member)
            {
                Write(text, member);
                foreach (var import in group) registrations.Add(import.Name, member.Instance(import));
            }
            else
            {
                // Specialisations without a common shape are members of their own.
                foreach (var import in group)
                {
                    var single = Member.Alone(import);
                    Write(text, single);
                    registrations.Add(import.Name, single.Name);
                }
            }
        }

        text.Append("\n// Registers the module's imports; Host has a method or method template for every member.\n");
        text.Append("template <class Linker, class Host>\nvoid bind(Linker& linker, Host& host) {\n");
        foreach (var (import, type) in registrations)
            text.Append("    arc::define<").Append(type).Append(">(linker, \"").Append(module).Append("\", \"").Append(import).Append("\", host);\n");
        text.Append("}\n\n}  // namespace ").Append(name).Append('\n');
    }

    private static void Write(StringBuilder text, Member member)
    {
        text.Append("\n// ").Append(member.Comment).Append('\n');
        if (member.Variables > 0) text.Append("template <").AppendJoin(", ", Enumerable.Range(0, member.Variables).Select(v => $"class {Variable(v)}")).Append(">\n");
        text.Append("struct ").Append(member.Name).Append(" {\n");
        text.Append("    using signature = ").Append(member.Result).Append('(').AppendJoin(", ", member.Parameters.Select(p => p.Type)).Append(");\n\n");
        text.Append("    template <class Host>\n    static ").Append(member.Result).Append(" call(Host& host");
        foreach (var (type, parameter) in member.Parameters) text.Append(", ").Append(type).Append(' ').Append(parameter);
        text.Append(") {\n        ").Append(member.Result == "void" ? "" : "return ").Append("host.");
        if (member.Variables > 0) text.Append("template ");
        text.Append(member.Name);
        if (member.Variables > 0) text.Append('<').AppendJoin(", ", Enumerable.Range(0, member.Variables).Select(Variable)).Append('>');
        text.Append('(').AppendJoin(", ", member.Parameters.Select(p => p.Name)).Append(");\n    }\n};\n");
    }

    private static string Variable(int index) => index == 0 ? "T" : $"T{index + 1}";

    private static string Identifier(string name)
    {
        name = name.Replace('.', '_');
        return Reserved.Contains(name) ? name + "_" : name;
    }

    private static string TypeOf(Primitive primitive) => primitive switch
    {
        Primitive.U8 => "std::uint8_t",
        Primitive.U16 => "std::uint16_t",
        Primitive.U32 => "std::uint32_t",
        Primitive.U64 => "std::uint64_t",
        Primitive.I8 => "std::int8_t",
        Primitive.I16 => "std::int16_t",
        Primitive.I32 => "std::int32_t",
        Primitive.I64 => "std::int64_t",
        Primitive.F32 => "float",
        Primitive.F64 => "double",
        _ => "arc::text",
    };

    /// <summary>What C++ sees of a member: its specialisations as one template, or a single import.</summary>
    private sealed record Member(string Name, string Comment, int Variables, (string Type, string Name)[] Parameters, string Result)
    {
        public static Member Alone(ImportContract import) =>
            new(Identifier(import.Name), import.ToString(), 0, [.. import.Parameters.Select(p => (TypeName(p.Type, null), Identifier(p.Name)))], import.Result is { } r ? TypeName(r.Type, null) : "void");

        /// <summary>Null if the specialisations do not differ in their type variables alone.</summary>
        public static Member? Of(ImportContract[] imports)
        {
            var first = imports[0];
            var name = Identifier(first.Member[(first.Member.LastIndexOf('.') + 1)..]);
            if (imports.Any(i => i.Suffixes.Length != first.Suffixes.Length || i.Parameters.Length != first.Parameters.Length || i.Result is null != first.Result is null)) return null;
            if (first.Suffixes.IsEmpty) return imports.Length == 1 ? Alone(first) with { Name = name } : null;
            var parameters = new (string Type, string Name)[first.Parameters.Length];
            for (var p = 0; p < parameters.Length; p++)
            {
                var index = p;
                if (Common(imports, i => i.Parameters[index].Type) is not { } type) return null;
                parameters[p] = (type, Identifier(first.Parameters[p].Name));
            }

            var result = first.Result is null ? "void" : Common(imports, i => i.Result!.Type);
            if (result is null) return null;
            var types = string.Join(' ', imports.Select(i => string.Join('/', i.Suffixes.Select(s => s.Name()))));
            return new Member(name, $"{first.Member}, for {types}", first.Suffixes.Length, parameters, result);
        }

        /// <summary>The member with concrete types.</summary>
        public string Instance(ImportContract import) => Variables == 0 ? Name : $"{Name}<{string.Join(", ", import.Suffixes.Select(TypeOf))}>";

        // A type variable wherever it explains all specialisations, else the one type that all of them have.
        private static string? Common(ImportContract[] imports, Func<ImportContract, ArcType> select)
        {
            for (var v = 0; v < imports[0].Suffixes.Length; v++)
            {
                var variable = v;
                if (imports.All(i => ElementOf(select(i)) == i.Suffixes[variable])) return TypeName(select(imports[0]), Variable(variable));
            }

            var names = imports.Select(i => TypeName(select(i), null)).Distinct().ToArray();
            return names is [var one] ? one : null;
        }

        private static Primitive? ElementOf(ArcType type) => type switch
        {
            PrimitiveType primitive => primitive.Primitive,
            SeriesType series => ElementOf(series.Element),
            ChannelType channel => ElementOf(channel.Value),
            _ => null,
        };

        private static string TypeName(ArcType type, string? element) => type switch
        {
            PrimitiveType primitive => element ?? TypeOf(primitive.Primitive),
            SeriesType series => $"arc::series<{TypeName(series.Element, element)}>",
            ChannelType channel => $"arc::channel<{TypeName(channel.Value, element)}>",
            _ => "arc::any_series",
        };
    }
}
