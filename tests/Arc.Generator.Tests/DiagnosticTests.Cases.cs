namespace Arc.Generator.Tests;

public partial class DiagnosticTests
{
    internal static readonly (string Id, string Wrong, string Right)[] All =
    [
        // Modules
        Pair("ARCG1001", """
            /// <summary>A module.</summary>
            [Module("m")]
            public sealed class M
            {
                /// <summary>One.</summary>
                [HostFunction] public static int One() => 1;
            }
            """, ("sealed class", "sealed partial class")),
        Pair("ARCG1002", """
            /// <summary>A module.</summary>
            [Module("m")]
            internal sealed partial class M
            {
                /// <summary>One.</summary>
                [HostFunction] public static int One() => 1;
            }
            """, ("internal", "public")),
        Pair("ARCG1003", """
            /// <summary>A module.</summary>
            [Module("m")]
            public static partial class M
            {
                /// <summary>One.</summary>
                [HostFunction] public static int One() => 1;
            }
            """, ("static partial", "sealed partial")),
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
        Pair("ARCG1004", """
            /// <summary>A module.</summary>
            [Module("m")]
            public sealed partial class M<T>
            {
                /// <summary>One.</summary>
                [HostFunction] public static int One() => 1;
            }
            """, ("M<T>", "M")),
        Pair("ARCG1004", """
            /// <summary>Around it.</summary>
            public static partial class Outer
            {
                /// <summary>A module.</summary>
                [Module("m")]
                public sealed partial class M
                {
                    /// <summary>One.</summary>
                    [HostFunction] public static int One() => 1;
                }
            }
            """, ("public static partial class Outer\n{", ""), ("    }\n}", "    }")),
        Pair("ARCG1005", Module("my-module"), ("my-module", "my_module")),
        Pair("ARCG1005", Module("series"), ("series", "signals")),
        Pair("ARCG1005", Module("math..fft"), ("math..fft", "math.fft")),
        Member("ARCG1006", "private M() { }\n" + One, ("private M", "public M")),
        Member("ARCG1006", "public M(object a) { }\npublic M(string a) { }\n" + One, ("public M(string a) { }\n", "")),
        Member("ARCG1006", "public M(ReadOnlySpan<int> a) { }\n" + One, ("ReadOnlySpan<int> a", "object a")),
        Pair("ARCG1007", """
            /// <summary>A module.</summary>
            [Module("m")]
            public sealed partial class M
            {
            }
            """, ("{\n}", "{\n    /// <summary>One.</summary>\n    [HostFunction] public static int One() => 1;\n}")),
        Member("ARCG1008", "public int Recipe { get; }\n" + One, ("Recipe", "Ingredients")),
        Member("ARCG1008", "public sealed class OneNode { }\n" + One, ("OneNode", "Other")),
        Pair("ARCG1009", """
            public sealed partial class M
            {
                [HostFunction] public static int One() => 1;
            }
            """, ("public sealed", "/// <summary>A module.</summary>\n[Module(\"m\")] public sealed"), ("    [Host", "    /// <summary>One.</summary>\n    [Host")),

        // Members
        Member("ARCG1101", One.Replace("public", "internal", StringComparison.Ordinal), ("internal", "public")),
        Member("ARCG1102", One.Replace("[HostFunction]", "[HostFunction(\"1st\")]", StringComparison.Ordinal), ("1st", "first")),
        Member("ARCG1102", One.Replace("One", "Next", StringComparison.Ordinal), ("Next", "Following")),
        Member("ARCG1103", Node("[ReactiveNode(\"a\")] public sealed partial class A") + Node("[ReactiveNode(\"a\")] public sealed partial class B"), ("(\"a\")] public sealed partial class B", "(\"b\")] public sealed partial class B")),
        Member("ARCG1103", "/// <summary>F.</summary>\n[HostFunction(\"a\")] public static int F(int x) => x;\n" + Node("[ReactiveNode(\"a\")] public sealed partial class A"), ("[HostFunction(\"a\")]", "[HostFunction(\"a\", Contexts.Call)]")),
        Function("ARCG1104", "public static async Task<int> F() => await Task.FromResult(1);", ("async Task<int> F() => await Task.FromResult(1)", "int F() => 1")),
        Function("ARCG1104", "public static Task F() => Task.CompletedTask;", ("Task F() => Task.CompletedTask;", "void F() { }")),
        Function("ARCG1105", "public static int F(ref int x) => x;", ("ref int", "int")),
        Function("ARCG1105", "public static int F(in int x) => x;", ("in int", "int")),
        Function("ARCG1105", "public static void F(out int x) => x = 1;", ("void F(out int x) => x = 1", "int F() => 1")),
        Function("ARCG1105", "public static int F(params int[] x) => 1;", ("params int[]", "int")),
        Function("ARCG1106", "public static int F(int x, HostContext context) => x;", ("int x, HostContext context", "HostContext context, int x")),
        Member("ARCG1107", Twice.Replace("[HostFunction]", "[HostFunction, Prelude(\"p\")]", StringComparison.Ordinal), ("Prelude(\"p\")] public static int Two", "Prelude(\"q\")] public static int Two")),
        Member("ARCG1107", One.Replace("[HostFunction]", "[HostFunction, Prelude(\"a-b\")]", StringComparison.Ordinal), ("a-b", "a_b")),
        Member("ARCG1108", One.Replace("[HostFunction]", "[HostFunction(Contexts.None)]", StringComparison.Ordinal), ("None", "Call")),
        Member("ARCG1109", "[HostFunction] public static int One() => 1;", ("[Host", "/// <summary>One.</summary>\n[Host")),
        Member("ARCG1110", One.Replace("[HostFunction]", "[HostFunction(Check = \"Look\")]", StringComparison.Ordinal), ("(Check = \"Look\")", "")),
        Member("ARCG1110", "public static bool Look(ConfigValues values) => values is null;\n" + One.Replace("[HostFunction]", "[HostFunction(Check = \"Look\")]", StringComparison.Ordinal), ("bool Look(ConfigValues values) => values is null", "string? Look(ConfigValues values) => values.ToString()")),
        Member("ARCG1111", """
            /// <summary>F.</summary>
            [HostFunction("f")] public static T Int<T>(T x) where T : IBinaryInteger<T> => x;
            /// <summary>F.</summary>
            [HostFunction("f")] public T Float<T>(T x) where T : IFloatingPointIeee754<T> => x;
            """, ("public T Float", "public static T Float")),
        Pair("ARCG1112", """
            /// <summary>A module.</summary>
            [Module("m")]
            public partial class M
            {
                /// <summary>One.</summary>
                [HostFunction] public static extern int One(__arglist);
            }
            """, ("extern int One(__arglist)", "int One() => 1")),

        // Types
        Function("ARCG1201", "public static int F(bool x) => x ? 1 : 0;", ("bool x) => x ?", "byte x) => x != 0 ?")),
        Function("ARCG1201", "public static int F(decimal x) => (int)x;", ("decimal", "double")),
        Function("ARCG1201", "public static int F(List<int> x) => x.Count;", ("List<int> x) => x.Count", "long x) => (int)x")),
        Function("ARCG1201", "public static long F(DateTime x) => x.Ticks;", ("DateTime x) => x.Ticks", "[Unit(\"ns\")] long x) => x")),
        Function("ARCG1201", "public static int F(DayOfWeek x) => (int)x;", ("DayOfWeek x) => (int)x", "int x) => x")),
        Function("ARCG1202", "public static bool F(int x) => x > 0;", ("bool F(int x) => x > 0", "byte F(int x) => (byte)(x > 0 ? 1 : 0)")),
        Function("ARCG1202", "public static object F(int x) => x;", ("object", "int")),
        Function("ARCG1202", "private static int s_x;\npublic static ref int F() => ref s_x;", ("ref int F() => ref", "int F() =>")),
        Function("ARCG1203", "public static T F<T>(T x) where T : IComparable<T> => x;", ("IComparable<T>", "INumber<T>")),
        Function("ARCG1203", "public static T F<T>(T x) where T : class => x;", (" where T : class", "")),
        Function("ARCG1203", "public static T F<T>(T x) where T : ITrigonometricFunctions<T> => T.Sin(x);", ("ITrigonometricFunctions<T>", "IFloatingPointIeee754<T>")),
        Function("ARCG1203", "public static T F<T>(T x) where T : INumber<T>, IUnsignedNumber<T> => x;", (", IUnsignedNumber<T>", "")),
        Member("ARCG1204", "/// <summary>F.</summary>\n[HostFunction, Specialize(typeof(bool))] public static T F<T>(T x) where T : INumber<T> => x;", ("bool", "byte")),
        Member("ARCG1204", "/// <summary>F.</summary>\n[HostFunction, Specialize(typeof(string))] public static T F<T>(T x) where T : INumber<T> => x;", ("string", "float")),
        Member("ARCG1204", "/// <summary>F.</summary>\n[HostFunction, Specialize] public static T F<T>(T x) where T : INumber<T> => x;", (", Specialize", "")),
        Function("ARCG1205", "public static int F<T>(int x) where T : INumber<T> => x;", ("<T>(int x) where T : INumber<T>", "(int x)")),
        Function("ARCG1206", "public static int F(int? x) => x ?? 0;", ("int? x) => x ?? 0", "int x) => x")),
        Function("ARCG1206", "public static T F<T>(T? x, T y) where T : INumber<T> => y;", ("T? x", "T x")),
        Function("ARCG1207", "public static double F([Unit(\"furlong\")] double x) => x;", ("furlong", "m")),
        Function("ARCG1207", "public static T F<T>([Unit(\"m\")] T x) where T : INumber<T> => x;", ("[Unit(\"m\")] ", "")),
        Function("ARCG1208", "public static int F([ChannelAccess(ChannelAccess.Read)] int x) => x;", ("[ChannelAccess(ChannelAccess.Read)] ", "")),
        Function("ARCG1209", "public static (int, int) F(int x) => (x, x);", ("(int, int)", "(int a, int b)")),

        // Forms
        Function("ARCG1301", "public static int F(Series<int> x) => x.Length;", ("[HostFunction]", "[HostFunction(Contexts.Call)]")),
        Function("ARCG1301", "public static Series<int> F(int x) => new(x);", ("[HostFunction]", "[HostFunction(Contexts.Call)]")),
        Member("ARCG1302", "/// <summary>F.</summary>\n[HostFunction(Contexts.Call)] public static int F([Config] int x) => x;", ("Contexts.Call", "Contexts.Both")),
        Member("ARCG1303", "/// <summary>F.</summary>\n[HostFunction(Contexts.Call)] public static (int a, int b) F(int x) => (x, x);", ("Contexts.Call", "Contexts.Flow")),
        Function("ARCG1304", "public static int F([Config(Default = \"many\")] int x) => x;", ("many", "3")),
        Function("ARCG1304", "public static byte F([Config(Default = \"256\")] byte x) => x;", ("256", "255")),
        Function("ARCG1304", "public static T F<T>(T x, [Config(Default = \"0.5\")] T y) where T : INumber<T> => x + y;", ("0.5", "5")),
        Function("ARCG1305", "public static int F([Config(Min = \"low\")] int x) => x;", ("low", "0")),
        Function("ARCG1305", "public static int F([Config(Min = \"3\", Max = \"2\")] int x) => x;", ("Max = \"2\"", "Max = \"4\"")),
        Function("ARCG1305", "public static byte F([Config(Allowed = [\"1\", \"999\"])] byte x) => x;", ("999", "99")),
        Function("ARCG1306", "public static int F(int stage) => stage;", ("int stage) => stage", "int step) => step")),
        Function("ARCG1306", "public static int F(int a, [Name(\"a\")] int b) => a + b;", ("[Name(\"a\")] ", "")),
        Function("ARCG1306", "public static int F([Name(\"a b\")] int b) => b;", ("a b", "a_b")),

        // Bodies
        Member("ARCG1401", """
            /// <summary>F.</summary>
            [HostFunction("f")] public static T Some<T>(T x) where T : INumber<T> => x;
            /// <summary>F.</summary>
            [HostFunction("f")] public static T More<T>(T x) where T : IFloatingPointIeee754<T> => x;
            """, ("INumber", "IBinaryInteger")),
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
            [HostFunction("f")] public static T More<T>(T x, T y) where T : IFloatingPointIeee754<T> => x + y;
            """, ("T x, T y) where T : IFloatingPointIeee754<T> => x + y", "T x) where T : IFloatingPointIeee754<T> => x")),
        Member("ARCG1402", """
            /// <summary>F.</summary>
            [HostFunction("f")] public static T Some<T>(T x) where T : IBinaryInteger<T> => x;
            /// <summary>F.</summary>
            [HostFunction("f")] public static T More<T>(T y) where T : IFloatingPointIeee754<T> => y;
            """, ("T y) where T : IFloatingPointIeee754<T> => y", "T x) where T : IFloatingPointIeee754<T> => x")),

        // Nodes
        Member("ARCG1501", Node("[ReactiveNode] public sealed class A").Replace("[Input] public partial InputPort<double> In { get; }", "", StringComparison.Ordinal), ("sealed class", "sealed partial class")),
        Member("ARCG1501", Node("[ReactiveNode] private sealed partial class A"), ("private", "public")),
        Member("ARCG1501", Node("[ReactiveNode] public abstract partial class A").Replace("{ /*", "{ public A() { } /*", StringComparison.Ordinal), ("abstract", "sealed")),
        Pair("ARCG1501", "/// <summary>A.</summary>\n[ReactiveNode] public sealed partial class A { public void Execute(ref NodeContext node) { } }", ("[ReactiveNode] ", "")),
        Member("ARCG1502", Node("[ReactiveNode] public sealed partial class A").Replace("ref NodeContext", "NodeContext", StringComparison.Ordinal), ("Execute(NodeContext", "Execute(ref NodeContext")),
        Member("ARCG1503", Node("[ReactiveNode] public sealed partial class A").Replace("partial InputPort", "InputPort", StringComparison.Ordinal).Replace("In { get; }", "In { get; } = null!;", StringComparison.Ordinal), ("InputPort<double> In { get; } = null!;", "partial InputPort<double> In { get; }")),
        Member("ARCG1503", Node("[ReactiveNode] public sealed partial class A").Replace("[Input] public partial InputPort<double> In { get; }", "[Output] public double Out { get; set; }", StringComparison.Ordinal), ("double Out { get; set; }", "partial OutputPort<double> Out { get; }")),
        Member("ARCG1504", Node("[ReactiveNode] public sealed partial class A").Replace("[Input]", "[Config] public double Gain { get; }\n[Input]", StringComparison.Ordinal), ("Gain { get; }", "Gain { get; init; }")),
        Member("ARCG1505", Node("[ReactiveNode] public sealed partial class A").Replace("{ /*", "{ private A() { } /*", StringComparison.Ordinal), ("private A()", "public A()")),

        // State
        Member("ARCG1601", "[ModuleState] private readonly List<int> _x = [];\n" + One, ("List<int> _x = []", "NodeState<int> _x = new()")),
        Member("ARCG1602", "[ModuleState] private NodeState<int> _x = new();\n" + One, ("private NodeState", "private readonly NodeState")),
        Member("ARCG1602", "[ModuleState] private static readonly NodeState<int> _x = new();\n" + One, ("static readonly", "readonly")),
        Member("ARCG1603", "[ModuleState] private readonly NodeState<DateTime> _x = new();\n" + One, ("DateTime", "long")),
        Remembering("private DateTime _last;", ("DateTime", "long")),
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
        Member("ARCG1605", "private long _count;\n/// <summary>Counts.</summary>\n[HostFunction] public long Count(HostContext context) => ++_count;\n", ("private long _count", "[ModuleState] private readonly NodeState<long> _count = new()"), ("++_count", "++_count[context.Node]")),
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
