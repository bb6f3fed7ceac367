using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Arc.Compiler.Contracts;
using Arc.Runtime;
using Arc.Sdk.Channels;
using Arc.Sdk.Types;

namespace Arc.Spine.Tests;

/// <summary>The page that describes the contract's schema, against what is written.</summary>
public sealed partial class ContractDocumentTests
{
    [Fact]
    public void EveryMemberOfTheSchema_IsDescribed_AndNoOther()
    {
        const string source = """
            import math
            func one(x f64) f64 { return math.sqrt(x) + p }
            func two{k f64}(x f64) (lo f64, hi str) {
                lo = x * k
                hi = "a"
            }
            """;
        using var program = ArcProgram.Compile(source, new ArcOptions { Channels = [new ChannelInfo(1, "p", ArcType.Of(Primitive.F64))] }).Program!;
        using var contract = JsonDocument.Parse(ContractWriter.Write(program.Compiled));
        var page = File.ReadAllText(Page());

        Assert.Equal(Members(contract.RootElement).Order().Distinct(), Rows().Matches(page).Select(m => m.Groups[1].Value).Order());
        Assert.Equal(ContractWriter.Version, contract.RootElement.GetProperty("version").GetInt32());
    }

    private static IEnumerable<string> Members(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(p => Members(p.Value).Prepend(p.Name)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Members),
        _ => [],
    };

    private static string Page([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "sdk", "docs", "contract.md");

    [GeneratedRegex(@"^\| `([a-z_]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Rows();
}
