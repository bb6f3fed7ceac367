using Arc.Sdk.Symbols;

namespace Arc.Sdk.Sync;

/// <summary>What the generated synchronous facets share.</summary>
public static class SyncFacet
{
    /// <summary>The code of a member that does not exist or has no synchronous form.</summary>
    public const string UnknownMember = "UNKNOWN_MEMBER";

    /// <summary>The code of an exception that left a host function.</summary>
    public const string HostError = "HOST_ERROR";

    // The overloads with arrays are for modules whose language is older than C# 13.

    /// <summary>The answer to a name that is no member, with the nearest one.</summary>
    /// <param name="module">The module.</param>
    /// <param name="member">The name asked for.</param>
    /// <param name="known">The members with a synchronous form.</param>
    public static SyncResult Unknown(string module, string member, params string[] known) => Unknown(module, member, known.AsSpan());

    /// <inheritdoc cref="Unknown(string, string, string[])"/>
    public static SyncResult Unknown(string module, string member, params ReadOnlySpan<string> known)
    {
        ArgumentNullException.ThrowIfNull(member);
        var nearest = "";
        var best = Math.Max(1, member.Length / 2) + 1;
        foreach (var name in known)
        {
            var distance = EditDistance.Between(member, name);
            if (distance >= best) continue;
            best = distance;
            nearest = name;
        }

        return SyncResult.Fail(
            UnknownMember, $"module '{module}' has no member '{member}' that a script can call{(nearest.Length == 0 ? "" : $"; did you mean '{nearest}'?")}");
    }

    /// <summary>The answer to an exception that left a host function.</summary>
    /// <param name="member">The qualified name.</param>
    /// <param name="error">The exception.</param>
    public static SyncResult Failed(string member, Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return SyncResult.Fail(HostError, $"{member}: {error.Message}");
    }

    /// <summary>The object that a member with several outputs gives.</summary>
    public static SyncResult Object(params KeyValuePair<string, Val>[] members) => Object(members.AsSpan());

    /// <inheritdoc cref="Object(KeyValuePair{string, Val}[])"/>
    public static SyncResult Object(params ReadOnlySpan<KeyValuePair<string, Val>> members) => SyncResult.Ok(Val.Of([.. members]));

    /// <summary>The dynamic value of a series of any type; null for none.</summary>
    public static Val From(Series? series) => series switch
    {
        null => Val.Null,
        Series<byte> s => SyncArguments.From(s),
        Series<ushort> s => SyncArguments.From(s),
        Series<uint> s => SyncArguments.From(s),
        Series<ulong> s => SyncArguments.From(s),
        Series<sbyte> s => SyncArguments.From(s),
        Series<short> s => SyncArguments.From(s),
        Series<int> s => SyncArguments.From(s),
        Series<long> s => SyncArguments.From(s),
        Series<float> s => SyncArguments.From(s),
        Series<double> s => SyncArguments.From(s),
        _ => SyncArguments.From((Series<Text>)series),
    };

    /// <summary>The dynamic value of a text that may be missing.</summary>
    public static Val From(Text? text) => text is { } known ? Val.Of(known.ToString()) : Val.Null;

    /// <summary>The dynamic value of a string that may be missing.</summary>
    public static Val From(string? text) => text is null ? Val.Null : Val.Of(text);
}
