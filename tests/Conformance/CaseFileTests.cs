using Arc.Cases;
using Arc.Sdk.Types;

namespace Conformance;

public class CaseFileTests
{
    [Theory]
    [InlineData("""{"id":"a","source":""}""", CaseKind.Check)]
    [InlineData("""{"id":"a","source":"","function":"f","returns":1}""", CaseKind.Call)]
    [InlineData("""{"id":"a","source":"","steps":[]}""", CaseKind.Simulate)]
    [InlineData("""{"id":"a","source":"","awaits":[]}""", CaseKind.Workflow)]
    [InlineData("""{"id":"a","source":"","kind":"flow"}""", CaseKind.Workflow)]
    public void Kind_FollowsFromTheKeys(string line, CaseKind kind) => Assert.Equal(kind, CaseFile.ReadLine(line, "c.jsonl", 1).Kind);

    [Theory]
    [InlineData("{", "c.jsonl:7: not a JSON object")]
    [InlineData("""{"source":""}""", "the key 'id' is missing")]
    [InlineData("""{"id":"a"}""", "expected exactly one of 'source', 'graph' and 'file', found none")]
    [InlineData("""{"id":"a","source":"","kind":"walk"}""", "unknown kind 'walk'")]
    [InlineData("""{"id":"a","source":"","kind":"call"}""", "needs 'function'")]
    [InlineData("""{"id":"a","source":"","function":"f","returns":1,"trap":""}""", "found both")]
    [InlineData("""{"id":"a","source":"","function":"f","calls":[[1],[2]],"returns":[1]}""", "2 calls, but 1 results")]
    [InlineData("""{"id":"a","source":"","channels":{"c":"f65"}}""", "channel 'c' has the type")]
    [InlineData("""{"id":"a","source":"","channels":[{"name":"c","type":"f64","index":"t"}]}""", "which is no channel")]
    [InlineData("""{"id":"a","source":"","channels":[{"name":"c","type":"f64","index":"t"},{"name":"t","type":"f64"}]}""", "channel 'c' has the index 't', which carries f64; an index channel carries time stamps")]
    [InlineData("""{"id":"a","source":"","channels":[{"name":"c","type":"f64","key":7},{"name":"d","type":"f64","key":7}]}""", "the channels 'c' and 'd' have the same key 7")]
    [InlineData("""{"id":"a","source":"","channels":[{"name":"c","type":"f64","index":2},{"name":"t","type":"timestamp"}]}""", "the index of channel 'c' must be the name of a channel")]
    [InlineData("""{"id":"a","file":"nowhere.arc"}""", "the file 'nowhere.arc' does not exist")]
    [InlineData("""{"id":"\ud800","source":""}""", "c.jsonl:7: 'id' has half of a surrogate pair")]
    [InlineData("""{"id":"a","source":"","steps":[{"write":{"\udc00x":[1]}}]}""", "'steps' has half of a surrogate pair")]
    [InlineData("""{"id":"a","source":"","\ud800":1}""", "a key has half of a surrogate pair")]
    public void MalformedLine_IsReportedWithFileAndLine(string line, string reason) =>
        Assert.Contains(reason, Assert.Throws<CaseFormatException>(() => CaseFile.ReadLine(line, "c.jsonl", 7)).Message, StringComparison.Ordinal);

    [Fact]
    public void BlankLinesAndComments_AreIgnored_AndIdsAreUnique()
    {
        var text = "// comment\n\n{\"id\":\"a\",\"source\":\"\"}\n{\"id\":\"b\",\"source\":\"\"}\n";
        Assert.Equal([("a", 3), ("b", 4)], CaseFile.Read(new StringReader(text), "c.jsonl").Select(c => (c.Id, c.Line)));
        var twice = Assert.Throws<CaseFormatException>(() => CaseFile.Read(new StringReader(text + "{\"id\":\"a\",\"source\":\"\"}"), "c.jsonl").ToList());
        Assert.Contains("c.jsonl:5: the id 'a' is used in line 3", twice.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Channels_AreNumberedFromOne_AroundGivenKeys()
    {
        var line = """{"id":"a","source":"","channels":[{"name":"x","type":"f64 psi","index":"t"},{"name":"y","type":"str","key":2},{"name":"t","type":"timestamp"}]}""";
        var channels = CaseFile.ReadLine(line, "c.jsonl", 1).Channels;
        Assert.Equal([("x", 1, 3), ("y", 2, 0), ("t", 3, 0)], channels.Select(c => (c.Name, c.Key, c.IndexKey)));
        Assert.Equal(ArcType.TimeSpan, channels[2].Type);
        Assert.Equal("f64 psi", channels[0].Type.ToString());
    }

    [Fact]
    public void Graph_ComesFromTheCaseOrFromAFileOfItsEnding()
    {
        var folder = Directory.CreateTempSubdirectory("arc-cases-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "p.arc.json"), "{\"version\": 1");
            File.WriteAllText(Path.Combine(folder.FullName, "p.arc"), "LIMIT := 3");
            var file = Path.Combine(folder.FullName, "c.jsonl");
            Assert.Equal((null, "{\"version\": 1}"), Program("""{"id":"a","graph":{"version": 1}}"""));
            Assert.Equal((null, "{\"version\": 1"), Program("""{"id":"a","file":"p.arc.json"}"""));
            Assert.Equal(("LIMIT := 3", null), Program("""{"id":"a","file":"p.arc"}"""));

            (string? Source, string? Graph) Program(string line) => CaseFile.ReadLine(line, file, 1) is var item ? (item.Source, item.Graph) : default;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
