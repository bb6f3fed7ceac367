using System.Text.Json;

namespace Arc.Cli.Tests.Commands;

/// <summary>Graph programs as files: every command that takes a program takes them by their ending.</summary>
public sealed class GraphFileTests : IDisposable
{
    private const string Doubling = """
        { "version": 1,
          "functions": [ { "key": "double", "inputs": [ {"name": "x", "type": "f64"} ], "outputs": [ {"name": "output", "type": "f64"} ], "body": "{\n  return x * 2\n}" } ],
          "nodes": [ { "key": "src", "type": "on", "config": {"channel": "p"}, "position": {"x": 0, "y": 40} },
                     { "key": "f", "type": "double" },
                     { "key": "sink", "type": "write", "config": {"channel": "q"} } ],
          "edges": [ { "source": {"node": "src", "param": "output"}, "target": {"node": "f", "param": "x"} },
                     { "source": {"node": "f", "param": "output"}, "target": {"node": "sink", "param": "input"} } ] }
        """;

    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Check_CleanGraph_SaysNothing()
    {
        var channels = _shell.File("channels.json", "{\"p\": \"f64\", \"q\": \"f64\"}");
        var result = _shell.Run("check", _shell.File("a.arc.json", Doubling), "--channels", channels);
        Assert.Equal((0, "", ""), (result.Status, result.Output, result.Error));
    }

    [Fact]
    public void Check_ErrorInANode_NamesItsPathInsteadOfALine()
    {
        var file = _shell.File("a.arc.json", "{\"version\": 1, \"nodes\": [{\"key\": \"a\", \"type\": \"nowhere\"}]}");
        var result = _shell.Run("check", file);
        Assert.Equal(1, result.Status);
        Assert.Equal($"{file}: error ARC4001: $.nodes[0].type: undefined symbol: nowhere", result.Error.Split('\n')[0]);
    }

    [Fact]
    public void Check_ErrorInABody_HasTheLineWithinTheBodyAndItsText()
    {
        var file = _shell.File("a.arc.json", Doubling.Replace("x * 2", "x * nowhere", StringComparison.Ordinal).Replace("\"p\"", "1", StringComparison.Ordinal).Replace("\"q\"", "2", StringComparison.Ordinal));
        var lines = _shell.Run("check", file).Error.Split('\n');
        Assert.Equal($"{file}:2:14: error ARC4001: $.functions[0].body: undefined symbol: nowhere", lines[0]);
        Assert.Equal("      return x * nowhere", lines[1]);
        Assert.Equal(lines[1].IndexOf("nowhere", StringComparison.Ordinal), lines[2].IndexOf('^', StringComparison.Ordinal));
    }

    [Fact]
    public void Check_MalformedJson_HasTheLineOfTheFile()
    {
        var file = _shell.File("a.arc.json", "{\"version\": 1,\n \"nodes\": [}");
        Assert.StartsWith($"{file}:2:12: error ARC1001: malformed JSON: ", _shell.Run("check", file).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_Graph_WritesItsNodes()
    {
        var file = _shell.File("a.arc.json", Doubling.Replace("\"p\"", "1", StringComparison.Ordinal).Replace("\"q\"", "2", StringComparison.Ordinal));
        Assert.Equal(0, _shell.Run("build", file, "-o", _shell.Folder).Status);
        using var ir = JsonDocument.Parse(File.ReadAllText(Path.Combine(_shell.Folder, "program.ir.json")));
        Assert.Equal(["src", "f", "sink"], ir.RootElement.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("key").GetString()));
    }

    [Fact]
    public void Call_FunctionOfAGraph_Answers()
    {
        var file = _shell.File("a.arc.json", Doubling.Replace("\"p\"", "1", StringComparison.Ordinal).Replace("\"q\"", "2", StringComparison.Ordinal));
        Assert.Equal("42\n", _shell.Run("call", file, "double", "21").Output);
    }

    [Fact]
    public void Run_Graph_WritesWhatItsNodesGive()
    {
        var file = _shell.File("a.arc.json", Doubling);
        var result = _shell.Run("run", file, "--input", _shell.File("in.csv", "time,p\n0,1\n1,20\n"));
        Assert.Equal(0, result.Status);
        Assert.Equal(["time,channel,value", "0,q,2", "1,q,40"], result.Lines);
    }
}
