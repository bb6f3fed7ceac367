namespace Arc.Cli.Tests.Commands;

public sealed class FmtCommandTests : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Fmt_File_IsWrittenInPlace_AndNamed()
    {
        var file = _shell.File("a.arc", "a->b // c\r\n");
        var result = _shell.Run("fmt", file);
        Assert.Equal((0, ""), (result.Status, result.Output));
        Assert.Contains($"formatted {file}", result.Error, StringComparison.Ordinal);
        Assert.Equal("a -> b // c\n", File.ReadAllText(file));
    }

    [Fact]
    public void Fmt_FormattedFile_IsLeftAlone()
    {
        var result = _shell.Run("fmt", _shell.File("a.arc", "a -> b\n"));
        Assert.Equal((0, "", ""), (result.Status, result.Output, result.Error));
    }

    [Fact]
    public void Fmt_Check_ListsFilesAndChangesNothing()
    {
        var right = _shell.File("a.arc", "a -> b\n");
        var wrong = _shell.File("b.arc", "a->b\n");
        var result = _shell.Run("fmt", "--check", right, wrong);
        Assert.Equal(1, result.Status);
        Assert.Equal([wrong], result.Lines);
        Assert.Equal("a->b\n", File.ReadAllText(wrong));
        Assert.Equal(0, _shell.Run("fmt", "--check", right).Status);
    }

    [Fact]
    public void Fmt_SyntaxError_IsReported_AndTheFileIsKept()
    {
        var file = _shell.File("a.arc", "func f( {\n");
        var result = _shell.Run("fmt", file);
        Assert.Equal(1, result.Status);
        Assert.Contains($"{file}:1:", result.Error, StringComparison.Ordinal);
        Assert.Equal("func f( {\n", File.ReadAllText(file));
    }

    [Fact]
    public void Fmt_MissingFileOrGraph_SaysSo()
    {
        Assert.Contains("does not exist", _shell.Run("fmt", "nowhere.arc").Error, StringComparison.Ordinal);
        Assert.Contains("is a graph", _shell.Run("fmt", _shell.File("g.arc.json", "{}")).Error, StringComparison.Ordinal);
    }
}
