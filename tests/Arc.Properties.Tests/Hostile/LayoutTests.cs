using System.Globalization;
using Arc.Language.Formatting;
using Arc.Language.Syntax;
using Arc.Properties.Tests.Generation;
using Arc.Properties.Tests.Judging;
using Arc.Properties.Tests.Programs;
using Arc.Runtime;

namespace Arc.Properties.Tests.Hostile;

public class LayoutTests
{
    private const int Programs = 300;

    [Fact]
    public void Layout_OfAnyKind_GivesTheSameModule() => ForEach((seed, plain, other, options) => AssertSameModule(seed, plain, other, options));

    [Fact]
    public void Formatting_OfAnyLayout_KeepsTheModuleAndIsDoneAtOnce() => ForEach((seed, plain, other, options) =>
    {
        var formatted = Format(other);
        AssertSameModule(seed, plain, formatted, options);
        Assert.True(Format(formatted) == formatted, string.Create(CultureInfo.InvariantCulture, $"seed {seed}: formatted again it changes\n{formatted}\nto\n{Format(formatted)}"));
        Assert.Equal(Comments(other), Comments(formatted));
    });

    private static void ForEach(Action<int, string, string, ArcOptions> check)
    {
        for (var seed = 1; seed <= Programs; seed++)
        {
            var program = new ProgramGenerator(seed).Make();
            var plain = Printer.Print(program);
            check(seed, plain, Layout.Change(plain, new Random(seed)), new ArcOptions { Channels = Judge.ChannelsOf(program) });
        }
    }

    private static void AssertSameModule(int seed, string plain, string other, ArcOptions options)
    {
        using var first = ArcProgram.Compile(plain, options).ProgramOrThrow();
        var second = ArcProgram.Compile(other, options);
        Assert.True(second.Success, string.Create(CultureInfo.InvariantCulture, $"seed {seed}\n{other}\n{string.Join('\n', second.Diagnostics)}"));
        using var compiled = second.Program;
        Assert.True(first.Compiled.Wasm.Span.SequenceEqual(compiled.Compiled.Wasm.Span), string.Create(CultureInfo.InvariantCulture, $"seed {seed}: another module for\n{other}"));
    }

    private static string Format(string source) => ArcFormatter.Format(new SourceText(source)).Text ?? throw new InvalidOperationException("not formatted");

    private static int Comments(string source) => source.Split("/* a comment */").Length + source.Split("// to the end").Length;
}
