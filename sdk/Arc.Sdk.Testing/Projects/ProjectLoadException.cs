namespace Arc.Sdk.Testing;

/// <summary>A project could not be read as the compiler would read it.</summary>
/// <param name="message">What is wrong, with what the build said.</param>
public sealed class ProjectLoadException(string message) : Exception(message);
