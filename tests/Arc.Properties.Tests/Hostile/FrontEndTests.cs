using System.Globalization;
using Arc.Cases;
using Arc.Dataflow;
using Arc.Engines;
using Arc.Language.Diagnostics;
using Arc.Language.Syntax;
using Arc.Properties.Tests.Generation;
using Arc.Properties.Tests.Judging;
using Arc.Properties.Tests.Programs;
using Arc.Runtime;
using Arc.Sdk;
using Arc.Sdk.Channels;
using Arc.Sdk.Types;
using Xunit.Abstractions;

namespace Arc.Properties.Tests.Hostile;

/// <summary>
/// No text makes the front end throw, hang or overflow, and what it accepts is a valid module.
/// </summary>
public class FrontEndTests(ITestOutputHelper output)
{
    private const int Texts = 2000;

    // Far beyond what any of the texts takes: it tells a hang from work.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly ChannelInfo[] Channels = [new(1, "pressure", ArcType.Of(Primitive.F64)), new(2, "valve", ArcType.Of(Primitive.U8))];

    private static readonly List<(string Source, IReadOnlyList<ChannelInfo> Channels)> Real =
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "cases"), "*.jsonl").Order(StringComparer.Ordinal).SelectMany(CaseFile.Read)
            .Where(c => c.Source is not null).Select(c => (c.Source!, (IReadOnlyList<ChannelInfo>)c.Channels)),
        .. Enumerable.Range(1, 200).Select(seed => (Printer.Print(new ProgramGenerator(seed).Make()), (IReadOnlyList<ChannelInfo>)[])),
    ];

    [Fact, Trait("Kind", "Random")]
    public void TokenSoup_OfAnyKind_GivesDiagnosticsOnly() => ForEach(1, random => (new Tokens(random).Soup(), Channels));

    [Fact, Trait("Kind", "Random")]
    public void MutatedPrograms_OfAnyKind_GiveDiagnosticsOrAValidModule() => ForEach(1, random =>
    {
        var (source, channels) = Real[random.Next(Real.Count)];
        return (new Tokens(random).Mutate(source, Real[random.Next(Real.Count)].Source), channels);
    });

    [Fact, Trait("Kind", "Random")]
    public void Towers_OfOneToken_GiveDiagnosticsOnly() => ForEach(20, random => (new Tokens(random).Tower(), Channels));

    [Theory]
    [InlineData("import math\nfunc f(x f64, y f64) f64 { return x + y }\n{ pressure: math.abs{} -> x,, valve: y } -> f{} -> pressure")]
    public void TextThatOnceFailed_GivesDiagnosticsOnly(string source) => Assert.Null(Problem(source, Channels));

    private void ForEach(int divisor, Func<Random, (string Source, IReadOnlyList<ChannelInfo> Channels)> make)
    {
        var first = Soak.Seed(output);
        for (var seed = first; seed < first + Soak.Times(Texts) / divisor; seed++)
        {
            var (source, channels) = make(new Random(seed));
            var problem = Task.Run(() => Problem(source, channels));
            Assert.True(problem.Wait(Patience), string.Create(CultureInfo.InvariantCulture, $"seed {seed}: the front end hangs on\n{source}"));
            Assert.True(problem.Result is null, string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {problem.Result}\n{source}"));
        }
    }

    private static string? Problem(string source, IReadOnlyList<ChannelInfo> channels)
    {
        try
        {
            var text = new SourceText(source);
            ArcParser.ParseExpression(text);
            ArcParser.ParseStatement(text);
            ArcParser.ParseBlock(text);
            var compilation = ArcProgram.Compile(source, new ArcOptions { Channels = channels });
            foreach (var diagnostic in compilation.Diagnostics)
            {
                if (Misplaced(diagnostic, compilation.Source)) return $"a diagnostic outside of the text: {diagnostic}";
                DiagnosticRenderer.Render(diagnostic, compilation.Source);
            }

            if (compilation.Success == compilation.Diagnostics.Any(d => d.IsError)) return "errors and a program, or neither";
            using var program = compilation.Program;
            program?.Instantiate().Dispose();
            if (program is not null) Cycle(program);
            return null;
        }
        catch (Exception e)
        {
            return e.ToString();
        }
    }

    /// <summary>What was accepted runs as dataflow too; a node may fail, a session may not.</summary>
    private static void Cycle(ArcProgram program)
    {
        using var session = program.Load(new NoSink(), limits: InstanceOptions.Default with { ExecutionBudget = 100_000 });
        var values = new Values(new Random(1));
        for (var cycle = 1; cycle <= 3; cycle++)
        {
            foreach (var channel in program.Channels.Where(c => c.Type is PrimitiveType))
            {
                var type = new Ty(Enum.Parse<Scalar>(channel.Element.Name(), ignoreCase: true));
                Outcomes.Ingest(session.Services.Channels, channel.Key, values.Value(type), type);
            }

            session.Cycle(cycle * 1_000_000_000L, CycleReason.Timer);
        }
    }

    private sealed class NoSink : ISessionSink
    {
        public void OnAuthority(AuthorityChange change, ReadOnlySpan<int> channels)
        {
        }

        public void OnWrite(ChannelWrites writes)
        {
        }

        public void OnError(NodeError error)
        {
        }
    }

    private static bool Misplaced(Diagnostic diagnostic, SourceText source) =>
        diagnostic.Start.Line < 1 || diagnostic.End.Line > source.LineCount || diagnostic.Start.Column < 1 || diagnostic.End < diagnostic.Start
        || source.PositionAt(source.OffsetAt(diagnostic.Start)) != diagnostic.Start || source.PositionAt(source.OffsetAt(diagnostic.End)) != diagnostic.End;
}
