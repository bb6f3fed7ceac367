namespace Arc.Cli.Tests.Commands;

public sealed class GraphCommandTests : IDisposable
{
    private const string Source = "p -> q\n";

    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("flowchart LR\n")]
    [InlineData("flowchart LR\n", "--format", "mermaid")]
    [InlineData("digraph program {\n", "--format", "dot")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"", "--format", "svg")]
    public void Graph_Format_StartsAsItDoes(string start, params string[] options)
    {
        var result = _shell.Run(["graph", _shell.File("a.arc", Source), "--channels", _shell.File("c.json", "{\"p\": \"f64\", \"q\": \"f64\"}"), .. options]);
        Assert.Equal((0, ""), (result.Status, result.Error));
        Assert.StartsWith(start, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Graph_GraphProgram_IsDrawn()
    {
        var file = _shell.File("a.arc.json", """{"version": 1, "nodes": [{"key": "src", "type": "on", "config": {"channel": "p"}}, {"key": "sink", "type": "write", "config": {"channel": 17}}], "edges": [{"source": {"node": "src", "param": "output"}, "target": {"node": "sink", "param": "input"}}]}""");
        var result = _shell.Run("graph", file, "--channels", _shell.File("c.json", "{\"p\": \"f64\"}"));
        Assert.Equal((0, ""), (result.Status, result.Error));
        Assert.Contains("n0([\"on p\"]):::source", result.Output, StringComparison.Ordinal);
        Assert.Contains("n1([\"write 17\"]):::sink", result.Output, StringComparison.Ordinal);
        Assert.Contains("n0 --> n1", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Graph_WrittenChannel_NeedsNoDeclaration()
    {
        var result = _shell.Run("graph", _shell.File("a.arc", "1 -> q"));
        Assert.Equal((0, ""), (result.Status, result.Error));
    }

    [Fact]
    public void Graph_Output_GoesToTheFile()
    {
        var target = Path.Combine(_shell.Folder, "a.svg");
        var result = _shell.Run("graph", _shell.File("a.arc", "1 -> q"), "--format", "svg", "-o", target);
        Assert.Equal((0, "", ""), (result.Status, result.Output, result.Error));
        Assert.Contains("<title id=\"arc-graph-title\">a.arc</title>", File.ReadAllText(target), StringComparison.Ordinal);
    }

    [Fact]
    public void Graph_WrongProgram_IsReported()
    {
        var result = _shell.Run("graph", _shell.File("a.arc", "nobody -> q"));
        Assert.Equal((1, ""), (result.Status, result.Output));
        Assert.Contains("undefined symbol: nobody", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Graph_EmptyProgram_IsAnEmptyPicture()
    {
        Assert.Equal(0, _shell.Run("graph", _shell.File("a.arc", ""), "--format", "svg").Status);
        Assert.StartsWith("flowchart LR\n", _shell.Run("graph", _shell.File("a.arc", "")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Graph_UnknownFormat_IsACommandLineError() => Assert.Equal(2, _shell.Run("graph", _shell.File("a.arc", Source), "--format", "png").Status);
}
