namespace Arc.Dataflow;

/// <summary>Bytes are no checkpoint that a session of this program could continue from: damaged, of another program, or of another version.</summary>
/// <param name="message">What is wrong, and what to do.</param>
/// <param name="inner">The cause, if there is one.</param>
public sealed class CheckpointException(string message, Exception? inner = null) : Exception(message, inner);
