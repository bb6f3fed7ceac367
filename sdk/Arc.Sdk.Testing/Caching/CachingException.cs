namespace Arc.Sdk.Testing;

/// <summary>The generator does again what it need not, or keeps alive what it must not.</summary>
/// <param name="message">Each step that ran again and each path to a forbidden object.</param>
public sealed class CachingException(string message) : Exception(message);
