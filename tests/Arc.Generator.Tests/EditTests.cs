using System.Collections.Immutable;
using System.Text;
using Arc.Generator.Discovery;
using Arc.Generator.Validation;
using Arc.Sdk.Testing;
using Xunit.Abstractions;

namespace Arc.Generator.Tests;

/// <summary>
/// Whatever was edited before, and in which order: an editor sees what a build from nothing gives. Members of the sample depend on each
/// other in every way that there is, so that what is remembered of one of them is wrong when another changes.
/// </summary>
public class EditTests(ITestOutputHelper output)
{
    private static readonly int Steps = Soak.Times(120);

    private const string Module = """
        /// <summary>Adds.</summary>
        [HostFunction] public static T Add<T>(T a, T b) where T : INumber<T> => a + b;

        /// <summary>Power of integers.</summary>
        [HostFunction("pow")] public static T PowInteger<T>(T x, T y) where T : IBinaryInteger<T> => x;

        /// <summary>Power of floats.</summary>
        [HostFunction("pow")] public static T PowFloat<T>(T x, T y) where T : IFloatingPointIeee754<T> => x;

        /// <summary>Named after another method.</summary>
        [HostFunction(nameof(Other))] public static int Named(int x) => x;

        public static void Other() { }

        /// <summary>Has a default from elsewhere.</summary>
        [HostFunction] public static int Defaulted([Config(Default = Defaults.Gain)] int gain, int x, string s = nameof(Other)) => x;

        /// <summary>Is checked.</summary>
        [HostFunction(Check = "Check")] public static int Checked([Config] int k, int x) => x;

        public static string? Check(ConfigValues config) => null;

        /// <summary>Says something.</summary>
        [HostFunction] public static string? Says(string? what) => what;

        /// <summary>In two parts.</summary>
        [HostFunction] public static int Parts(int x) => x;

        /// <summary>Instance.</summary>
        [HostFunction] public long Count(Series<double> s) => 0;

        /// <summary>A node.</summary>
        [ReactiveNode] public sealed partial class Node
        {
            /// <summary>In.</summary>
            [Input] public partial InputPort<double> Input { get; }

            /// <summary>Out.</summary>
            [Output] public partial OutputPort<double> Output { get; }

            private int _count;

            public void Execute(ref NodeContext context) => _count++;
        }
        """;

    /// <summary>Two texts of which the module has one or the other.</summary>
    private static readonly (string One, string Two)[] Edits =
    [
        ("T Add<T>(T a, T b)", "T Sum<T>(T a, T b)"),
        ("=> a + b", "=> b + a"),
        ("Adds.", "Adds two numbers."),
        ("PowInteger<T>(T x, T y)", "PowInteger<T>(T x, T z)"),
        ("PowFloat<T>(T x, T y) where T : IFloatingPointIeee754<T>", "PowFloat<T>(T x, T y) where T : INumber<T>"),
        ("[HostFunction] public static int Parts(int x) => x;", "[HostFunction] public static partial int Parts(int x); public static partial int Parts(int x) => x;"),
        ("void Other()", "void Another()"),
        ("string? Check(ConfigValues config)", "int Check(ConfigValues config)"),
        ("Check = \"Check\"", "Check = null"),
        ("/// <summary>Says", "#nullable disable\n    /// <summary>Says"),
        ("/// <summary>In two parts", "#nullable restore\n    /// <summary>In two parts"),
        ("[HostFunction] public long Count", "public long Count"),
        ("public long Count", "public static long Count"),
        ("private int _count;", "private long _count; private string _text = \"\";"),
        ("[ReactiveNode]", "[ReactiveNode(\"add\")]"),
        ("InputPort<double> Input", "InputPort<float> Input"),
        ("Gain = \"1\"", "Gain = \"2\""),
        ("class Defaults", "class Defaults2 { } static class Defaults"),
        ("[Module(\"m\")]", "[Module(\"n\", WasmNamespace = \"w\")]"),
        ("sealed partial class M", "sealed partial record M"),
        ("using System;", "using Other = System.Int32; using System;"),
    ];

    [Fact, Trait("Kind", "Random")]
    public void RandomEdits_OneAfterTheOther_GiveWhatABuildFromNothingGives()
    {
        var random = new Random(Soak.Seed(output));
        var done = new bool[Edits.Length];
        var run = ModuleCompiler.Run([new("M.cs", Text(done))]);
        for (var step = 0; step < Steps; step++)
        {
            var which = random.Next(Edits.Length);
            var text = Text(done);
            done[which] = !done[which];
            // An edit may have nothing to apply to while another one is in force.
            if (Text(done) == text) continue;
            run = run.Edit("M.cs", text, Text(done));
            var built = ModuleCompiler.Run([new("M.cs", Text(done))]);
            Assert.True(built.Files.SequenceEqual(run.Files), $"step {step}, {(done[which] ? "to" : "from")} '{Edits[which].Two}': {Difference(built.Files, run.Files)}");
        }
    }

    [Fact, Trait("Kind", "Random")]
    public void RandomEdits_OneAfterTheOther_HaveTheProblemsOfABuildFromNothing()
    {
        var random = new Random(Soak.Seed(output));
        var done = new bool[Edits.Length];
        var found = 0;
        for (var step = 0; step < Steps; step++)
        {
            var which = random.Next(Edits.Length);
            done[which] = !done[which];
            var compilation = ModuleCompiler.Run([new("M.cs", Text(done))]).Sources;
            var type = compilation.GetTypeByMetadataName("Sample.M")!;
            var attribute = type.Attribute("ModuleAttribute")!;
            var expected = new Problems(collect: true);
            ModuleReader.Read(type, attribute, compilation, expected, CancellationToken.None);
            Assert.Equal(expected.All.Select(Shown), ModuleProblems.Of(type, attribute, compilation, CancellationToken.None).Select(Shown));
            found += expected.All.Count;
        }

        Assert.NotEqual(0, found);
    }

    private static string Shown(Problem problem) => problem.ToDiagnostic().ToString();

    private static string Text(bool[] done)
    {
        var text = new StringBuilder(Sources.Module(Module)).Append("static class Defaults { public const string Gain = \"1\"; }\n");
        for (var i = 0; i < done.Length; i++)
        {
            if (done[i]) text.Replace(Edits[i].One, Edits[i].Two);
        }

        return text.ToString();
    }

    private static string Difference(ImmutableSortedDictionary<string, string> built, ImmutableSortedDictionary<string, string> edited) =>
        string.Join("\n", built.Where(f => !edited.TryGetValue(f.Key, out var other) || other != f.Value).Select(f => $"{f.Key} should be\n{f.Value}\nand is\n{edited.GetValueOrDefault(f.Key)}"));
}
