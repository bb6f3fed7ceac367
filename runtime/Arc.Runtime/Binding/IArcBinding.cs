using Arc.Sdk.Channels;

namespace Arc.Runtime;

/// <summary>
/// A class that <c>arc bind</c> made from a program: <c>&lt;ArcProgram Include="tank.arc" Channels="channels.json" /&gt;</c> in a project file
/// gives <c>TankSession</c>, with a property for each channel that the program uses.
/// </summary>
/// <typeparam name="TSelf">The class.</typeparam>
public interface IArcBinding<TSelf>
    where TSelf : IArcBinding<TSelf>
{
    /// <summary>The name of the program's file.</summary>
    static abstract string FileName { get; }

    /// <summary>The program.</summary>
    static abstract string Source { get; }

    /// <summary>The channels that the program was compiled against.</summary>
    static abstract IReadOnlyList<ChannelInfo> Channels { get; }

    /// <summary>The channels of a session that somebody else runs and disposes.</summary>
    /// <param name="session">A session of this program, or of another one with these channels.</param>
    /// <exception cref="ArgumentException">The session lacks a channel, or it carries another type.</exception>
    static abstract TSelf Attach(ArcSession session);
}
