using System.Globalization;
using System.Text;
using Arc.Sdk.Testing;
using Microsoft.CodeAnalysis;

namespace Arc.Generator.Tests;

/// <summary>
/// Random use and misuse of the attributes. The generator never throws; whatever it makes compiles; and what it cannot use, the
/// analyzer explains.
/// </summary>
public class FuzzTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private static readonly int Modules = Soak.Times(1000);

    private static readonly string[] Constraints =
    [
        "", "", "INumber<T>", "IBinaryInteger<T>", "IFloatingPointIeee754<T>", "ISignedNumber<T>", "struct", "unmanaged", "notnull", "class",
        "IComparable<T>", "INumber<T>, IMinMaxValue<T>", "INumber<T>, IUnsignedNumber<T>", "IBinaryInteger<T>, ISignedNumber<T>", "new()",
    ];

    private static readonly string[] Types =
    [
        "byte", "sbyte", "short", "ushort", "int", "uint", "long", "ulong", "float", "double", "string", "Text", "T", "T", "T", "Series<T>", "Series<double>",
        "Series<Text>", "Series", "Series?", "Series<T>?", "Text?", "string?", "Channel<T>", "Channel<double>", "HostContext", "bool", "decimal", "int?", "T?",
        "List<T>", "T[]", "DateTime", "object", "DayOfWeek", "Series<string>", "Series<bool>", "(int a, int b)", "dynamic", "nint", "Span<T>", "Action",
    ];

    private static readonly string[] Results =
        ["void", "T", "double", "int", "string", "Text?", "Series<T>?", "(T a, int b)", "(T, T)", "(double x, Text y, T z)", "bool", "Task<int>", "Channel<T>", "object"];

    private static readonly string[] ParameterAttributes =
    [
        "", "", "", "[Config]", "[Config(Default = \"1\")]", "[Config(Default = \"x\")]", "[Config(Min = \"0\", Max = \"10\")]", "[Config(Allowed = [\"1\", \"2\"])]",
        "[Unit(\"ns\")]", "[Unit(\"nope\")]", "[Name(\"other\")]", "[Name(\"9\")]", "[ChannelAccess(ChannelAccess.Write)]", "[Config(Name = \"stage\")]", "[Config(Default = null)]",
    ];

    private static readonly string[] MethodAttributes =
    [
        "[HostFunction]", "[HostFunction]", "[HostFunction(Contexts.Call)]", "[HostFunction(Contexts.Flow)]", "[HostFunction(\"shared\")]", "[HostFunction(\"shared\", Contexts.Call)]",
        "[HostFunction(Contexts.None)]", "[HostFunction(\"not a name\")]", "[HostFunction(Check = \"Check\")]", "[HostFunction(Check = \"Missing\")]", "[HostFunction, Prelude]",
        "[HostFunction, Prelude(\"p\")]", "[HostFunction((string)null!)]", "[HostFunction, Specialize(typeof(float), typeof(int))]", "[HostFunction, Specialize(typeof(string))]",
        "[HostFunction, Specialize(typeof(List<>))]", "[HostFunction, Specialize(null!)]",
    ];

    private static readonly string[] Modifiers = ["public static", "public static", "public", "internal static", "private", "public unsafe static", "public virtual", "public static async"];

    private static readonly string[] ModuleDeclarations =
    [
        "public sealed partial class M", "public sealed partial class M", "public sealed partial class M", "public partial class M", "public sealed class M", "internal partial class M",
        "public static partial class M", "public abstract partial class M", "public partial class M<TModule>", "public sealed partial record M", "public sealed partial class M(IServiceProvider services)",
    ];

    [Fact, Trait("Kind", "Random")]
    public void RandomModule_NeverBreaksTheGenerator_AndWhatItMakesCompiles()
    {
        var seed = Soak.Seed(output);
        var explained = 0;
        Parallel.For(0, Modules, i =>
        {
            if (CheckModule(seed + i)) Interlocked.Increment(ref explained);
        });
        Assert.InRange(explained, 1, Modules - 1);
    }

    /// <summary>Checks one random module; true if it has errors that the analyzer explains.</summary>
    private static bool CheckModule(int seed)
    {
        var source = Source(new Random(seed));
        var run = ModuleCompiler.Run(source);
        Assert.True(run.Result.Exception is null, $"seed {seed}: {run.Result.Exception}\n{source}");
        var misuses = run.Misuses;
        Assert.True(misuses.All(m => m.Id.StartsWith("ARCG", StringComparison.Ordinal)), $"seed {seed}: {string.Join("\n", misuses)}\n{source}");
        var isExplained = misuses.Any(m => m.Severity == DiagnosticSeverity.Error);
        var own = run.Sources.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id).ToHashSet();
        var generated = run.CompilerProblems.Where(p => p.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true && !own.Contains(p.Id)).ToList();
        Assert.True(generated.Count == 0, $"seed {seed}: {generated.FirstOrDefault()}\n{source}\n{Around(run, generated.FirstOrDefault())}");
        Assert.True(run.Files.Count > 0 || isExplained, $"seed {seed}: nothing is generated, and nothing says why\n{source}");

        // Three more compilations are for every fourth module only: they take longer than all of the above.
        if (seed % 4 != 0) return isExplained;

        // Another compilation says the same, and so does one in which only a body is longer, where the analyzer remembers what it said.
        Assert.Equal(Said(misuses), Said(ModuleCompiler.Run(source).Misuses));
        const string Body = "public static string? Check(ConfigValues values) => null;";
        const string Longer = "public static string? Check(ConfigValues values) =>\n        values is null ? \"\" : null;";
        Assert.Equal(
            Said(ModuleCompiler.Run(source.Replace(Body, Longer, StringComparison.Ordinal)).Misuses), Said(run.Edit("Module.cs", Body, Longer).Misuses));
        return isExplained;
    }

    private static string Said(IEnumerable<Diagnostic> diagnostics) => string.Join('\n', diagnostics);

    private static string Source(Random random)
    {
        if (random.Next(4) == 0) return RightSource(random);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"[Module({Pick(random, ["\"m\"", "\"m\"", "\"a.b\"", "\"\"", "\"series\"", "null!"])})]\n{Pick(random, ModuleDeclarations)}\n{{\n");
        text.Append("    public static string? Check(ConfigValues values) => null;\n");
        if (random.Next(3) == 0) text.Append(CultureInfo.InvariantCulture, $"    [ModuleState] private {Pick(random, ["readonly", "static readonly", ""])} {Pick(random, ["NodeState<int>", "NodeState<object>", "List<int>", "NodeState<Series<Text>>"])} _s = new();\n");
        for (var i = random.Next(1, 5); i > 0; i--) AppendMethod(text, random, i);
        if (random.Next(2) == 0) AppendNode(text, random);
        return Sources.File(text.Append("}\n").ToString());
    }

    /// <summary>A module without misuse, so that what is generated of random right ones is compiled, too.</summary>
    private static string RightSource(Random random)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"[Module(\"m\")]\n{ModuleDeclarations[0]}\n{{\n    public static string? Check(ConfigValues values) => null;\n");
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            var others = Enumerable.Range(0, random.Next(0, 4)).Select(p => $", {Pick(random, ["", "[Config]"])} {Pick(random, Types[..14])} p{p}");
            text.Append(CultureInfo.InvariantCulture, $"    {Pick(random, MethodAttributes[..4])} {Modifiers[0]} {Pick(random, Results[..5])} F{i}<T>(T x{string.Concat(others)}) where T : {Pick(random, Constraints[2..6])} => throw new InvalidOperationException();\n");
        }

        return Sources.File(text.Append("}\n").ToString());
    }

    private static void AppendMethod(StringBuilder text, Random random, int index)
    {
        var parameters = Enumerable.Range(0, random.Next(0, random.Next(10) == 0 ? 20 : 4)).Select(p =>
        {
            var type = Pick(random, random.Next(3) == 0 ? Types : Types[..18]);
            var modifier = random.Next(20) == 0 ? Pick(random, ["ref ", "in ", "params "]) : "";
            var value = modifier.Length == 0 && random.Next(6) == 0 ? Pick(random, [" = default!", " = 1", " = \"a\""]) : "";
            return $"{Pick(random, ParameterAttributes)} {modifier}{type} {Pick(random, ["x", "value", "context", "module", "next", "@class", "result", "reader", "times", "i"])}{p}{value}";
        });
        var constraint = Pick(random, Constraints);
        text.Append(CultureInfo.InvariantCulture, $"    {Pick(random, MethodAttributes)} {Pick(random, Modifiers)} {Pick(random, Results)} {Pick(random, ["F", "Reset", "Execute", "CreateF", "Next", "IIRFilter"])}{index}<T>({string.Join(", ", parameters)})");
        text.Append(constraint.Length == 0 ? "" : $" where T : {constraint}").Append(" => throw new InvalidOperationException();\n");
    }

    private static void AppendNode(StringBuilder text, Random random)
    {
        var constraint = Pick(random, Constraints);
        text.Append(CultureInfo.InvariantCulture, $"    [ReactiveNode{Pick(random, ["", "(\"shared\")", "(Wake = NodeWake.Always)", "(Check = \"Check\")"])}] public {Pick(random, ["sealed partial class", "partial class", "class", "abstract partial class"])} N{Pick(random, ["<T>", "<T>", "<T>(M module)", "<T>(int? x, IDisposable y)"])}{(constraint.Length == 0 ? "" : $" where T : {constraint}")}\n    {{\n");
        for (var i = random.Next(0, 4); i > 0; i--)
        {
            text.Append("        ").Append(Pick(random,
            [
                $"[Input] public partial InputPort<T> P{i} {{ get; }}", $"[Output] public partial OutputPort<T> P{i} {{ get; }}", $"[Output] internal partial OutputPort<double> P{i} {{ get; }}",
                $"[Input(Default = \"0\")] public partial InputPort<byte> P{i} {{ get; }}", $"[Input] public InputPort<T> P{i} => null!;", $"[Output] public partial InputPort<T> P{i} {{ get; }}",
                $"[Config] public required T P{i} {{ get; init; }}", $"[Config(Default = \"1\", Min = \"0\")] public long P{i} {{ get; set; }}", $"[Config] public Channel<T> P{i} {{ get; init; }}",
                $"[Config] public bool P{i} {{ get; init; }}", $"[Config] public required string P{i} {{ get; init; }}", $"[Config(Name = \"module\")] public double P{i} {{ get; init; }}",
            ])).Append('\n');
        }

        text.Append(Pick(random, ["        public void Execute(ref NodeContext node) { }\n", "        public void Execute(ref NodeContext node) { }\n        public void Reset() { }\n", "        public void Execute() { }\n"]));
        text.Append("    }\n");
    }

    private static string Around(GeneratorRun run, Diagnostic? problem) => problem?.Location.SourceTree is not { } tree ? "" :
        run.Output.SyntaxTrees.First(t => t == tree).GetText().Lines[problem.Location.GetLineSpan().StartLinePosition.Line].ToString();

    private static string Pick(Random random, string[] options) => options[random.Next(options.Length)];
}
