namespace Arc.Engines.Managed.Emission;

/// <summary>The forms of all imported functions: modules linked with equal signatures share emitted code.</summary>
internal sealed class LinkSignature(ImportBinding[] bindings) : IEquatable<LinkSignature>
{
    public ImportBinding[] Bindings { get; } = bindings;

    public bool Equals(LinkSignature? other) => other is not null && Bindings.AsSpan().SequenceEqual(other.Bindings);

    public override bool Equals(object? obj) => Equals(obj as LinkSignature);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var binding in Bindings) hash.Add(binding);
        return hash.ToHashCode();
    }
}
