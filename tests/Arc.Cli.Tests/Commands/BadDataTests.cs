namespace Arc.Cli.Tests.Commands;

/// <summary>Data that is wrong: the row is named, what was written before it stays written, and nobody sees a stack trace.</summary>
public sealed class BadDataTests : IDisposable
{
    private readonly Shell _shell = new();

    [Theory]
    [InlineData("time,x\n1,1\n2,abc\n", "row 3, column 'x': expected a value of type f64, found 'abc'", "1,flag,0")]
    [InlineData("time,x\n2,1\n1,3\n", "row 3, column 'time': time goes backwards", "2,flag,0")]
    [InlineData("time,x\n1,9\n2,\"3\n", "row 3: a quoted field is not closed", "1,flag,1")]
    [InlineData("time,x\n1,9\n2,3,4\n", "row 3: expected 2 cells as in the header, found 3", "1,flag,1")]
    [InlineData("time,x\n-5,9\n9223372036854775807,3\n", "row 3, column 'time': '9223372036854775807' is more than 292 years after the first row", "-5,flag,1")]
    [InlineData("time,x\n1,9\nnoon,3\n", "row 3, column 'time':", "1,flag,1")]
    public void Row_ThatIsWrong_IsNamed_AndWhatCameBeforeIsKept(string data, string error, string written)
    {
        var output = Path.Combine(_shell.Folder, "out.csv");
        var result = _shell.Run("run", Program(), "--input", _shell.File("data.csv", data), "--output", output);
        Assert.Equal(1, result.Status);
        Assert.Contains(error, result.Error, StringComparison.Ordinal);
        Assert.Contains(written, File.ReadAllLines(output));
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Time_OfARow_ReachesTheOutputToTheNanosecond()
    {
        var result = _shell.Run("run", Program(), "--input", _shell.File("data.csv", "time,x\n1704164645123456789,1\n1704164645123456790,9\n"));
        Assert.Equal(["time,channel,value", "1704164645123456789,flag,0", "1704164645123456790,flag,1"], result.Lines);
    }

    [Fact]
    public void Gaps_NaN_AndInfinity_AreSamplesOrNone_AndNoError()
    {
        var result = _shell.Run("run", Program(), "--input", _shell.File("data.csv", "time,x\n0,NaN\n1000000000,\n2000000000,inf\n3000000000,-inf\n"));
        Assert.Equal(0, result.Status);
        Assert.Equal(["time,channel,value", "0,flag,0", "2000000000,flag,1", "3000000000,flag,0"], result.Lines);
    }

    [Fact]
    public void Column_ThatIsMissing_IsMissedWithWhatTheRecordingHas()
    {
        var result = _shell.Run("run", Program(), "--input", _shell.File("data.csv", "time,y,Flow Rate\n1,1,2\n"));
        Assert.Equal(1, result.Status);
        Assert.Contains("undefined symbol: x", result.Error, StringComparison.Ordinal);
        Assert.Contains("data.csv feeds y, flow_rate; --map COLUMN=CHANNEL gives a column another name", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Column_ThatIsTheOnlyOne_IsTheTime()
    {
        var result = _shell.Run("run", Program(), "--input", _shell.File("data.csv", "x\n1\n"));
        Assert.Contains("has a time column and no other", result.Error, StringComparison.Ordinal);
    }

    [FullDiskFact]
    public void Disk_ThatIsFull_EndsTheRunWithOneSentence()
    {
        var result = _shell.Run("run", Program(), "--input", _shell.File("data.csv", "time,x\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i}000,{i % 9}\n"))), "--output", "/dev/full");
        Assert.Equal(1, result.Status);
        Assert.Contains("arc: No space left on device", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _shell.Dispose();

    private string Program() => _shell.File("p.arc", "x > 5 -> flag\n");

    private sealed class FullDiskFactAttribute : FactAttribute
    {
        public FullDiskFactAttribute() => Skip = File.Exists("/dev/full") ? null : "there is no device that is always full";
    }
}
