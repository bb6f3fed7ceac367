namespace Arc.Cli.Tests.Commands;

/// <summary><c>arc run --budget</c>.</summary>
public sealed class RunBudgetTests : IDisposable
{
    private readonly Shell _shell = new();

    [Theory]
    [InlineData("1000", 1, "execution budget exhausted: more loop iterations and calls in all than SessionOptions.CycleBudget = 1000")]
    [InlineData("100000", 0, "errors  0")]
    [InlineData("0", 0, "errors  0")]
    [InlineData("-1", 2, "--budget -1: expected 0 or more")]
    [InlineData("many", 2, "many")]
    public void Budget_OfACycle_BoundsItsFunctions(string budget, int status, string error)
    {
        var program = _shell.File("f.arc", "func f(x f64) f64 {\nfor i := range(0, 5000) { }\nreturn x\n}\np -> f{} -> r");

        var result = _shell.Run(new Shell.Setup("time,p\n1,2\n2,3\n"), "run", program, "--input", "-", "--budget", budget);

        Assert.Equal(status, result.Status);
        Assert.Contains(error, result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _shell.Dispose();
}
