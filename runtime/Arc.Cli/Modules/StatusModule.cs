using System.Collections.Immutable;
using Arc.Sdk;

namespace Arc.Cli.Modules;

/// <summary>How things are, for people to see.</summary>
/// <param name="board">Where they see it: a service of the host.</param>
[Module("status")]
public sealed partial class StatusModule(IStatusBoard board)
{
    /// <summary>The variants that a status can have.</summary>
    public static ImmutableArray<string> Variants { get; } = ["success", "info", "warning", "error", "loading", "disabled"];

    /// <summary>
    /// Sets a status: the one with this key, else the one with this name, else a new one. Returns its key, or an empty text after a
    /// warning if it could not be set.
    /// </summary>
    /// <param name="keyOrName">The status's key or name.</param>
    /// <param name="message">What there is to say.</param>
    /// <param name="variant">How it is meant.</param>
    /// <example><code>status.set("", "runs dry", "error")   // ""</code></example>
    [HostFunction]
    public string Set(
        [Config(Default = "")] string keyOrName,
        [Config(Default = "")] string message,
        [Config(Default = "", Allowed = ["success", "info", "warning", "error", "loading", "disabled"])] string variant)
    {
        // A text that was put together at run time is checked here, a literal is already.
        var problem = keyOrName.Length == 0 ? "a status needs a key or a name"
            : variant.Length > 0 && !Variants.Contains(variant) ? $"\"{variant}\" is not a valid status variant; expected {string.Join(", ", Variants)}"
            : null;
        if (problem is null && board.TrySet(keyOrName, message, variant, out var key, out problem)) return key;
        board.Warn($"status.set: {problem}");
        return "";
    }
}
