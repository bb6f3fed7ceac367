using Arc.Dataflow;
using Arc.Language.Lowering;
using Arc.Sdk.Channels;

namespace Arc.Runtime;

/// <summary>Something that a session produced.</summary>
/// <param name="Time">The wall clock at the end of the cycle, in ns since the Unix epoch.</param>
public abstract record SessionEvent(long Time);

/// <summary>A change of control authority.</summary>
/// <param name="Time">The wall clock in ns since the Unix epoch.</param>
/// <param name="Channel">The channel; null stands for every channel that the program writes.</param>
/// <param name="Value">The new authority, 0 to 255; 0 gives control away.</param>
public sealed record AuthorityChanged(long Time, ChannelInfo? Channel, byte Value) : SessionEvent(Time);

/// <summary>Something went wrong in a node while the program runs on (arc-language.md, section 20).</summary>
/// <param name="Time">The wall clock in ns since the Unix epoch.</param>
/// <param name="Error">The node's key, the sample's index, the message and the exception.</param>
/// <param name="Place">Where the node stands in the source; null if that is not known.</param>
public sealed record NodeFailed(long Time, NodeError Error, NodePlace? Place) : SessionEvent(Time)
{
    /// <summary>The place, the node, the sample and what went wrong.</summary>
    public override string ToString() => Place is null ? Error.ToString() : $"{Place}: {Error}";
}

/// <summary>The outputs were set to the safe state; the events that follow write it, and nothing of the program comes after them.</summary>
/// <param name="Time">The wall clock in ns since the Unix epoch.</param>
/// <param name="Cause">Why.</param>
/// <param name="Reason">The reason in words.</param>
public sealed record SafeStateEntered(long Time, SafeStateCause Cause, string Reason) : SessionEvent(Time);

/// <summary>Another program took over.</summary>
/// <param name="Time">The wall clock in ns since the Unix epoch.</param>
/// <param name="Program">The program that runs from now on.</param>
public sealed record ProgramReplaced(long Time, ArcProgram Program) : SessionEvent(Time);
