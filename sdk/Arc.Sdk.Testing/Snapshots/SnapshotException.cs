namespace Arc.Sdk.Testing;

/// <summary>Texts differ from their snapshots, or snapshots are new or unused.</summary>
/// <param name="message">Every difference as a diff, and how to accept it.</param>
public sealed class SnapshotException(string message) : Exception(message);
