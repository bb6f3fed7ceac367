using System.CommandLine;
using Arc.Runtime;
using Arc.Sdk.Channels;

namespace Arc.Cli.Commands;

/// <summary><c>--channels FILE</c>: what the host offers, as JSON (cases.md).</summary>
internal static class ChannelsOption
{
    public static Option<string?> Create() => new("--channels") { Description = "The channels that the host offers, as JSON: {\"name\": \"f64\"} or a list of objects.", HelpName = "FILE" };

    /// <summary>Reads the file; none gives no channels.</summary>
    /// <exception cref="CliException">The file cannot be read or is malformed.</exception>
    public static IReadOnlyList<ChannelInfo> Read(string? path)
    {
        if (path is null) return [];
        if (!File.Exists(path)) throw new CliException($"the file '{path}' does not exist");
        try
        {
            return ChannelList.Parse(File.ReadAllText(path));
        }
        catch (FormatException e)
        {
            throw new CliException($"{path}: {e.Message}");
        }
    }
}
