using System.Text.Json.Nodes;

namespace Arc.Cases;

/// <summary>What came of a case.</summary>
/// <param name="Id">The case's id.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Ok">Whether everything was as expected.</param>
/// <param name="Actual">What really happened, whether or not the case passes, under the case's own result keys.</param>
/// <param name="Message">Why it failed; null if it passed.</param>
public sealed record CaseResult(string Id, CaseKind Kind, bool Ok, JsonObject Actual, string? Message)
{
    /// <summary>The result as one JSON object (cases.md, <c>--report json</c>).</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["id"] = Id, ["kind"] = Kind.ToString().ToLowerInvariant(), ["ok"] = Ok, ["actual"] = Actual.DeepClone() };
        if (Message is not null) json["message"] = Message;
        return json;
    }

    /// <summary>Reads what <see cref="ToJson"/> gave.</summary>
    /// <exception cref="FormatException">The object is no result.</exception>
    public static CaseResult FromJson(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return json["id"] is { } id && json["kind"] is { } kind && Enum.TryParse<CaseKind>(kind.GetValue<string>(), ignoreCase: true, out var parsed) && json["ok"] is { } ok
            ? new CaseResult(id.GetValue<string>(), parsed, ok.GetValue<bool>(), json["actual"]?.DeepClone().AsObject() ?? [], json["message"]?.GetValue<string>())
            : throw new FormatException("the object is no case result");
    }

    internal static CaseResult Failed(Case item, JsonObject actual, string message) => new(item.Id, item.Kind, false, actual, message);

    internal static CaseResult Of(Case item, JsonObject actual, string? problem) => new(item.Id, item.Kind, problem is null, actual, problem);
}
