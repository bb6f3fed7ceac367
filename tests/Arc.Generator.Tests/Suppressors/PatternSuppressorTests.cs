using System.Runtime.CompilerServices;
using Arc.Generator.Suppressors;
using Microsoft.CodeAnalysis;

namespace Arc.Generator.Tests.Suppressors;

/// <summary>What the pattern prescribes is not reported; what merely looks like it is.</summary>
public class PatternSuppressorTests
{
    private const string Execute = "public void Execute(ref NodeContext node) => node.RunAgain();";

    // Each rule with code of the pattern that it objects to, and with code that its author could have written otherwise.
    private static readonly (string Rule, string Pattern, string Unrelated)[] Cases =
    [
        ("CA1024", Module("private readonly int _n = 3; [HostFunction] public int GetCount() => _n;"), Module("private readonly int _n = 3; public int GetCount() => _n;")),
        ("CA1034", Module(Node(Execute)), Module("public sealed class Helper { }")),
        ("CA1045", Module(Node(Execute)), Module(Node("public static void Take(ref int x) => x = 1; " + Execute))),
        ("CA1054", Module("[HostFunction] public static int Ask(string url) => url.Length;"), Module("public static int Ask(string url) => url.Length;")),
        ("CA1055", Module("[HostFunction] public static string Url(int x) => $\"{x}\";"), Module("public static string Url(int x) => $\"{x}\";")),
        ("CA1056", Module(Node("[Config] public string ServerUrl { get; init; } = \"\"; " + Execute)), Module(Node("public string ServerUrl { get; init; } = \"\"; " + Execute))),
        ("CA1062", Module("[HostFunction(Contexts.Call)] public static int Count(Series<int> x) => x.Length;"), Module("public static int Count(Series<int> x) => x.Length;")),
        ("CA1062", Module("[HostFunction(Check = \"Look\")] public static int F(int x) => x; public static string? Look(ConfigValues values) => values.ToString();"), Module("public static string? Look(ConfigValues values) => values.ToString();")),
        ("CA1062", Module("private readonly string _name; public M(TimeProvider clock) => _name = clock.ToString() + GetType();"), "namespace Sample; public class Other { public Other(System.TimeProvider clock) => System.Console.WriteLine(clock.ToString()); }"),
        ("CA1515", Module("[HostFunction] public static int F(int x) => x;"), "namespace Sample; public class Other { }"),
        ("CA1711", Module(Node(Execute, "JobQueue")), Module(Node(Execute, "JobQueue", "(\"jobs\")"))),
        ("CA1716", Module(Node(Execute, "Property")), Module(Node(Execute, "Property", "(\"of\")"))),
        ("CA1720", Module("[HostFunction] public static int Single(int integer) => integer;"), Module("[HostFunction(\"one\")] public static int Single([Name(\"x\")] int integer) => integer;")),
        ("CA1720", Module(Node("[Input] public partial InputPort<int> Integer { get; } " + Execute)), Module(Node("[Input(Name = \"x\")] public partial InputPort<int> Integer { get; } " + Execute))),
        ("CA1724", Module(Node(Execute, "Timers")), Module(Node(Execute, "Timers", "(\"clock\")"))),
        ("CA1822", Module(Node(Execute + " public void Reset() { }")), Module(Node("private int _n; public void Execute(ref NodeContext node) => _n++; public void Clear() { }"))),
        ("IDE0060", Module(Node("private int _n; public void Execute(ref NodeContext node) => _n++;")), Module("[HostFunction] public static int F(int x, int y) => x;")),
        ("IDE0060", Module("[HostFunction(Check = \"Look\")] public static int F(int x) => x; public static string? Look(ConfigValues values) => null;"), Module("public static string? Look(ConfigValues values) => null;")),
    ];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Cases.Length)];

    public static TheoryData<string> Modules => ["tests/Arc.ThirdParty/SignalModule.cs", "sdk/templates/arc-module/src/ArcModule1/SignalsModule.cs", "sdk/samples/guard/Guard.Modules/SignalModule.cs"];

    [AnalyzerTheory]
    [MemberData(nameof(Rows))]
    public void Pattern_IsSilenced_AndOtherCodeIsNot(int row)
    {
        var (rule, pattern, unrelated) = Cases[row];
        var kind = rule == "CA1515" ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        // What is suppressed is listed too, and shows that the rule objects.
        var silenced = StandardAnalyzers.Run(pattern, rule, kind);
        Assert.True(!silenced.IsEmpty, $"{rule} has nothing against\n{pattern}");
        Assert.All(silenced, static d => Assert.True(d.IsSuppressed, d.ToString()));
        Assert.Contains(StandardAnalyzers.Run(unrelated, rule, kind), static d => !d.IsSuppressed);
    }

    [AnalyzerTheory]
    [MemberData(nameof(Modules))]
    public void Module_WrittenAsDocumented_HasNoWarningInAnyMode(string file)
    {
        var path = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", file);
        var usings = "global using System; global using System.Collections.Generic; global using System.Linq;\n";
        var left = StandardAnalyzers.Run(usings + File.ReadAllText(path)).Where(static d => !d.IsSuppressed && !AboutTheProject(d));
        Assert.Empty(left.Select(static d => d.ToString()));
    }

    [Fact]
    public void Suppressions_AllHaveACase_AndAJustification()
    {
        var suppressions = new PatternSuppressor().SupportedSuppressions;
        Assert.Equal(suppressions.Select(static s => s.SuppressedDiagnosticId), Cases.Select(static c => c.Rule).Distinct());
        Assert.All(suppressions, static s => Assert.Equal("ARCS" + s.SuppressedDiagnosticId[^4..], s.Id));
        Assert.All(suppressions, static s => Assert.EndsWith(".", s.Justification.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    // Rules about an assembly's attributes and its resources say nothing about the module.
    private static bool AboutTheProject(Diagnostic diagnostic) => !diagnostic.Location.IsInSource;

    private static string Module(string members) => Sources.Module(members);

    private static string Node(string members, string name = "A", string arcName = "") => $"[ReactiveNode{arcName}] public sealed partial class {name} {{ {members} }}";

    private static string Here([CallerFilePath] string path = "") => path;
}
