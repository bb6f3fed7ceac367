namespace Arc.Sdk.Testing;

/// <summary>
/// A test on a <see cref="ModuleBench"/> failed, or asked for something that is not there. The message says what was expected and what was found.
/// Every test framework shows it as a failure.
/// </summary>
/// <param name="message">What was expected, and what was found.</param>
/// <param name="inner">The cause, if there is one.</param>
public sealed class ModuleBenchException(string message, Exception? inner = null) : Exception(message, inner);
