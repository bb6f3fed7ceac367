namespace Arc.Dataflow;

/// <summary>A program cannot be loaded: its IR is inconsistent, or no module offers what it uses.</summary>
/// <param name="message">What does not fit.</param>
/// <param name="inner">The cause, if there is one.</param>
public sealed class DataflowException(string message, Exception? inner = null) : Exception(message, inner);
