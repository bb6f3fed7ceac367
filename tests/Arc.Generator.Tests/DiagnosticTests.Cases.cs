namespace Arc.Generator.Tests;

public partial class DiagnosticTests
{
    // What the pages do not show.
    private static readonly (string Id, string Wrong, string Right)[] Variations =
    [
        // Modules
        Pair("ARCG1003", """
            /// <summary>A module.</summary>
            [Module("m")]
            public abstract partial class M
            {
                /// <summary>Makes one.</summary>
                public M() { }

                /// <summary>One.</summary>
                [HostFunction] public static int One() => 1;
            }
            """, ("abstract partial", "sealed partial")),
        Pair("ARCG1005", Module("math..fft"), ("math..fft", "math.fft")),
        Member("ARCG1006", "public M(object a) { }\npublic M(string a) { }\n" + One, ("public M(string a) { }\n", "")),
        Member("ARCG1006", "public M(ReadOnlySpan<int> a) { }\n" + One, ("ReadOnlySpan<int> a", "object a")),
        Member("ARCG1006", "public required int Size { get; init; }\n" + One, ("required int Size { get; init; }", "int Size => 1;")),
        Member("ARCG1008", One.Replace("One()", "Recipe()", StringComparison.Ordinal), ("Recipe()", "TheRecipe()")),
        Member("ARCG1008", "public sealed class OneNode { }\n" + One, ("OneNode", "Other")),

        // Members
        Member("ARCG1103", Node("[ReactiveNode(\"a\")] public sealed partial class A") + Node("[ReactiveNode(\"a\")] public sealed partial class B"), ("(\"a\")] public sealed partial class B", "(\"b\")] public sealed partial class B")),
        Function("ARCG1104", "public static Task F() => Task.CompletedTask;", ("Task F() => Task.CompletedTask;", "void F() { }")),
        Function("ARCG1112", "[Obsolete(\"old\", true)] public static int F(int x) => x;", (", true", "")),
        Function("ARCG1105", "public static int F(in int x) => x;", ("in int", "int")),
        Function("ARCG1105", "public static void F(out int x) => x = 1;", ("void F(out int x) => x = 1", "int F() => 1")),
        Function("ARCG1105", "public static int F(params int[] x) => 1;", ("params int[]", "int")),
        Member("ARCG1107", One.Replace("[HostFunction]", "[HostFunction, Prelude(\"a-b\")]", StringComparison.Ordinal), ("a-b", "a_b")),
        Member("ARCG1110", "public static bool Look(ConfigValues values) => values is null;\n" + One.Replace("[HostFunction]", "[HostFunction(Check = \"Look\")]", StringComparison.Ordinal), ("bool Look(ConfigValues values) => values is null", "string? Look(ConfigValues values) => values.ToString()")),

        // Types
        Function("ARCG1201", "public static int F(Channel<string> x) => x.Key;", ("<string>", "<Text>")),
        Function("ARCG1201", "public static int F(decimal x) => (int)x;", ("decimal", "double")),
        Function("ARCG1201", "public static int F(List<int> x) => x.Count;", ("List<int> x) => x.Count", "long x) => (int)x")),
        Function("ARCG1201", "public static long F(DateTime x) => x.Ticks;", ("DateTime x) => x.Ticks", "[Unit(\"ns\")] long x) => x")),
        Function("ARCG1201", "public static int F(DayOfWeek x) => (int)x;", ("DayOfWeek x) => (int)x", "int x) => x")),
        Function("ARCG1202", "public static object F(int x) => x;", ("object", "int")),
        Function("ARCG1202", "[Transient] private static int s_x;\npublic static ref int F() => ref s_x;", ("ref int F() => ref", "int F() =>")),
        Function("ARCG1203", "public static T F<T>(T x) where T : class => x;", (" where T : class", "")),
        Function("ARCG1203", "public static T F<T>(T x) where T : ITrigonometricFunctions<T> => T.Sin(x);", ("ITrigonometricFunctions<T>", "IFloatingPointIeee754<T>")),
        Function("ARCG1203", "public static T F<T>(T x) where T : INumber<T>, IUnsignedNumber<T> => x;", (", IUnsignedNumber<T>", "")),
        Member("ARCG1204", "/// <summary>F.</summary>\n[HostFunction, Specialize(typeof(string))] public static T F<T>(T x) where T : INumber<T> => x;", ("string", "float")),
        Member("ARCG1204", "/// <summary>F.</summary>\n[HostFunction, Specialize] public static T F<T>(T x) where T : INumber<T> => x;", (", Specialize", "")),
        Function("ARCG1206", "public static T F<T>(T? x, T y) where T : INumber<T> => y;", ("T? x", "T x")),
        Function("ARCG1207", "public static T F<T>([Unit(\"m\")] T x) where T : INumber<T> => x;", ("[Unit(\"m\")] ", "")),

        // Forms
        Function("ARCG1301", "public static Series<int> F(int x) => new(x);", ("[HostFunction]", "[HostFunction(Contexts.Call)]")),
        Function("ARCG1304", "public static byte F([Config(Default = \"256\")] byte x) => x;", ("256", "255")),
        Function("ARCG1304", "public static T F<T>(T x, [Config(Default = \"0.5\")] T y) where T : INumber<T> => x + y;", ("0.5", "5")),
        Function("ARCG1304", "public static int F([Config(Default = \"0\", Min = \"1\")] int x) => x;", ("Min = \"1\"", "Min = \"0\"")),
        Function("ARCG1304", "public static double F([Config(Default = \"1e3\", Max = \"999.5\")] double x) => x;", ("1e3", "999.5")),
        Function("ARCG1304", "public static int F([Config(Allowed = [\"1\", \"2\"])] int x = 3) => x;", ("x = 3", "x = 2")),
        Function("ARCG1304", "public static string F([Config(Default = \"up\", Allowed = [\"left\", \"right\"])] string x) => x;", ("up", "left")),
        Function("ARCG1305", "public static string F([Config(Min = \"a\")] string x) => x;", ("(Min = \"a\")", "")),
        Function("ARCG1305", "public static int F([Config(Min = \"low\")] int x) => x;", ("low", "0")),
        Function("ARCG1305", "public static int F([Config(Min = \"3\", Max = \"2\")] int x) => x;", ("Max = \"2\"", "Max = \"4\"")),
        Function("ARCG1305", "public static byte F([Config(Allowed = [\"1\", \"999\"])] byte x) => x;", ("999", "99")),
        Function("ARCG1306", "public static int F(int a, [Name(\"a\")] int b) => a + b;", ("[Name(\"a\")] ", "")),
        Function("ARCG1306", "public static int F([Name(\"a b\")] int b) => b;", ("a b", "a_b")),

        // Bodies
        Member("ARCG1401", """
            /// <summary>F.</summary>
            [HostFunction("f")] public static int Some(int x) => x;
            /// <summary>F.</summary>
            [HostFunction("f")] public static int More(int x) => x;
            """, ("[HostFunction(\"f\")] public static int More", "[HostFunction(\"g\")] public static int More")),
        Member("ARCG1402", """
            /// <summary>F.</summary>
            [HostFunction("f")] public static int Some(int x) => x;
            /// <summary>F.</summary>
            [HostFunction("f")] public static double More(double x) => x;
            """, ("[HostFunction(\"f\")] public static double More", "[HostFunction(\"g\")] public static double More")),
        Member("ARCG1402", """
            /// <summary>F.</summary>
            [HostFunction("f")] public static T Some<T>(T x) where T : IBinaryInteger<T> => x;
            /// <summary>F.</summary>
            [HostFunction("f")] public static T More<T>(T y) where T : IFloatingPointIeee754<T> => y;
            """, ("T y) where T : IFloatingPointIeee754<T> => y", "T x) where T : IFloatingPointIeee754<T> => x")),

        // Nodes
        Member("ARCG1501", Node("[ReactiveNode] private sealed partial class A"), ("private", "public")),
        Member("ARCG1501", Node("[ReactiveNode] public abstract partial class A").Replace("{ /*", "{ public A() { } /*", StringComparison.Ordinal), ("abstract", "sealed")),
        Pair("ARCG1501", "/// <summary>A.</summary>\n[ReactiveNode] public sealed partial class A { public void Execute(ref NodeContext node) { } }", ("[ReactiveNode] ", "")),
        Member("ARCG1503", Node("[ReactiveNode] public sealed partial class A").Replace("[Input] public partial InputPort<double> In { get; }", "[Output] public double Out { get; set; }", StringComparison.Ordinal), ("double Out { get; set; }", "partial OutputPort<double> Out { get; }")),
        Member("ARCG1503", Node("[ReactiveNode] public sealed partial class A").Replace("[Input] public", "public", StringComparison.Ordinal), ("public partial InputPort", "[Input] public partial InputPort")),

        Member("ARCG1504", Node("[ReactiveNode] public sealed partial class A").Replace("[Input]", "[Config] public partial double Gain { get; init; }\n    /// <summary>P.</summary>\n    [Input]", StringComparison.Ordinal), ("partial double", "double")),
        Member("ARCG1505", Node("[ReactiveNode] public sealed partial class A").Replace("[Input]", "public required double Gain { get; init; }\n    /// <summary>P.</summary>\n    [Input]", StringComparison.Ordinal), ("public required", "[Config] public required")),
        Pair("ARCG1009", """
            /// <summary>A base.</summary>
            public abstract class Gained
            {
                /// <summary>A gain.</summary>
                [Config] public double Gain { get; init; }
            }
            """, ("[Config] ", "")),

        // State
        Member("ARCG1602", "[ModuleState] private static readonly NodeState<int> _x = new();\n" + One, ("static readonly", "readonly")),
        Remembering("private DateTime _last;", ("private", "[Transient] private")),
        Remembering("private IComparable? _service;", ("private", "private readonly")),
        Remembering("private Dictionary<string, int>? _counts;", ("Dictionary<string, int>?", "List<(string Name, int Count)>?")),
        Remembering("private readonly HashSet<int> _seen = [];", ("HashSet", "Queue")),
        Remembering("private DateTime Last { get; set; }", ("DateTime", "long?")),
        Remembering("private (double Mean, DateTime Last) _window;", ("DateTime", "long")),
        Remembering("private int[,]? _table;", ("int[,]", "int[][]")),
        Remembering("private Pair _pair;\n    private struct Pair { public int A; }", ("Pair _pair", "(int A, int B) _pair")),
        Remembering("""
            private readonly Sum _sum = new();
                private sealed class Sum : Arc.Sdk.State.IStateValue<Sum>
                {
                    public void Write(System.Text.Json.Utf8JsonWriter writer) { }
                    public static Sum Read(System.Text.Json.JsonElement saved) => new();
                }
            """, ("private readonly Sum", "private Sum")),
        Pair("ARCG1604", """
            /// <summary>A base.</summary>
            public abstract class Counter
            {
                private int _count;

                /// <summary>Counts.</summary>
                protected int Next() => ++_count;
            }

            /// <summary>A module.</summary>
            [Module("m")]
            public sealed partial class M
            {
                /// <summary>A node.</summary>
                [ReactiveNode] public sealed partial class A : Counter
                {
                    /// <summary>Runs.</summary>
                    public void Execute(ref NodeContext node) => Next();
                }
            }
            """, ("private int _count", "private protected int _count")),
        Member("ARCG1605", "private long _count;\n/// <summary>Counts.</summary>\n[HostFunction] public long Count() => ++_count;\n", ("private", "[Transient] private")),
        Member("ARCG1605", "private long Last { get; set; }\n" + One, ("get; set;", "get;")),
        Member("ARCG1605", "private static long _count;\n/// <summary>Counts.</summary>\n[HostFunction] public static long Count() => ++_count;\n", ("private", "[Transient] private")),
        Member("ARCG1605", "public static long Last { get; private set; }\n" + One, ("get; private set;", "get;")),
        Remembering("private static long _last;", ("static ", "")),
    ];

    private const string One = "/// <summary>One.</summary>\n[HostFunction] public static int One() => 1;\n";

    private const string Twice = One + "/// <summary>Two.</summary>\n[HostFunction] public static int Two() => 2;\n";

    private static string Node(string declaration) => $$"""
        /// <summary>A node.</summary>
        {{declaration}} { /* */
        [Input] public partial InputPort<double> In { get; }
        /// <summary>Runs.</summary>
        public void Execute(ref NodeContext node) { } }

        """;

    private static (string Id, string Wrong, string Right) Remembering(string field, params (string Old, string New)[] fix) =>
        Member("ARCG1604", Node("[ReactiveNode] public sealed partial class A").Replace("{ /* */", "{\n    " + field, StringComparison.Ordinal), fix);

    private static string Module(string name) => $$"""
        /// <summary>A module.</summary>
        [Module("{{name}}")]
        public sealed partial class M
        {
            /// <summary>One.</summary>
            [HostFunction] public static int One() => 1;
        }
        """;

    private static (string Id, string Wrong, string Right) Function(string id, string method, params (string Old, string New)[] fix) =>
        Member(id, method.Contains('\n', StringComparison.Ordinal)
            ? method.Replace("\n", "\n/// <summary>F.</summary>\n[HostFunction] ", StringComparison.Ordinal)
            : "/// <summary>F.</summary>\n[HostFunction] " + method, fix);

    private static (string Id, string Wrong, string Right) Member(string id, string members, params (string Old, string New)[] fix) =>
        (id, Sources.Module(members), Sources.Module(Apply(members, fix)));

    private static (string Id, string Wrong, string Right) Pair(string id, string declarations, params (string Old, string New)[] fix) =>
        (id, Sources.File(declarations), Sources.File(Apply(declarations, fix)));

    private static string Apply(string text, (string Old, string New)[] fix) => fix.Aggregate(text, (t, f) =>
        t.Contains(f.Old, StringComparison.Ordinal) ? t.Replace(f.Old, f.New, StringComparison.Ordinal) : throw new InvalidOperationException($"'{f.Old}' is not in\n{t}"));
}
