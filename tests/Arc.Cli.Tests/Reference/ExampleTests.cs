using Arc.Cases;
using Arc.Cases.Examples;
using Arc.Runtime;
using Arc.Sdk.Modules;
using Arc.Sdk.Symbols;
using Arc.Stl;

namespace Arc.Cli.Tests.Reference;

/// <summary>How examples in documentation comments are understood.</summary>
public class ExampleTests
{
    private static readonly CaseRunner Runner = new(ModuleSet.Standard, ArcProgram.DefaultEngine);

    [Theory]
    [InlineData("math.sqrt(16.0) // 4")]
    [InlineData("math.sqrt(2.0) // 1.414...")]
    [InlineData("math.sqrt(-1.0) // nan")]
    [InlineData("math.log(0.0) // -inf")]
    [InlineData("1 + 2 // 3\n\n2 * 3 // 6")]
    [InlineData("\"a // b\" // \"a // b\"")]
    [InlineData("[1, 2] + 1 // [2, 3]")]
    [InlineData("math.clamp(7, 9, 3) // error: greater than")]
    [InlineData("a -> b\n// a: 1 2 -> b: 1 2")]
    [InlineData("a -> b\n// a i32: 7 -> b: 7\n// -> nothing\n// a: 8, -> b: 8")]
    [InlineData("a -> b\n// Whatever comes in goes out.\n// a: \"x y\" \"z\" -> b: \"x y\" \"z\"")]
    [InlineData("a -> math.sqrt{} -> b\n// a: 2 -> b: 1.41...", "import math\n")]
    public void Example_ThatHolds(string code, string before = "") => Assert.Equal("", Problems(before + code));

    [Theory]
    [InlineData("math.sqrt(16.0) // 5", "expected 5, found 4")]
    [InlineData("math.sqrt(2.0) // 1.413...", "expected 1.413, found 1.414")]
    [InlineData("math.sqrt(2.0) // error: negative", "expected a trap with \"negative\"")]
    [InlineData("a -> b\n// a: 1 -> b: 2", "expected b = [2], found [1]")]
    [InlineData("a -> b\n// a: 1", "expected no write of b, found [1]")]
    [InlineData("a -> b\n// a: 1 -> b: 1\n// a: 2 -> nothing", "expected no write of b, found [2]")]
    public void Example_ThatDoesNotHold_SaysWhatCame(string code, string problem) => Assert.Contains(problem, Problems(code), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "there is nothing in it")]
    [InlineData("math.sqrt(16.0)", "does not say what comes of it")]
    [InlineData("math.sqrt(16.0) // four", "'four' is no value; write a number")]
    [InlineData("math.sqrt(x) // 4", "undefined symbol: x")]
    [InlineData("math.nothing(1) // 4", "math.nothing")]
    [InlineData("a -> -> b\n// a: 1 -> b: 1", "ARC1001")]
    [InlineData("a -> b\n// a: 1 -> c: 1", "the program does not write 'c'")]
    [InlineData("a -> b\n// a whatever: 1 -> b: 1", "'whatever' is no type of a channel")]
    [InlineData("a -> b\n// a: 1 -> b 1", "'b 1' cannot be understood")]
    [InlineData("a -> b\n// at 2s, a: 1 -> b: 1\n// at 1s, a: 1 -> b: 1", "goes back in time")]
    [InlineData("a -> b\n// at 2m, a: 1 -> b: 1", "'m' is no unit of time")]
    public void Example_ThatCannotBeRun_SaysWhatToWrite(string code, string problem)
    {
        var refused = Assert.Throws<ExampleException>(() => Problems(code));
        Assert.StartsWith("math.sqrt, example 1: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    private static string Problems(string code)
    {
        var member = ModuleSet.Standard.Symbols.Resolve("math.sqrt")! with { Examples = [new Example(code)] };
        return string.Join('\n', ExampleCases.Of(member, ModuleSet.Standard).Select(c => Runner.Run(c)).Where(r => !r.Ok).Select(r => r.Message));
    }
}
