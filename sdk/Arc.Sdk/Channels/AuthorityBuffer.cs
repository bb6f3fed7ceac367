using System.Text.Json;
using Arc.Sdk.Hosting;
using Arc.Sdk.State;

namespace Arc.Sdk.Channels;

/// <summary>A change of control authority.</summary>
/// <param name="Channel">The channel; 0 stands for every channel that the program writes.</param>
/// <param name="Value">The new authority, 0 to 255; 0 releases control.</param>
public readonly record struct AuthorityChange(int Channel, byte Value);

/// <summary>Changes of control authority that wait for the end of the cycle, in order (arc-runtime.md, section 8).</summary>
public sealed class AuthorityBuffer : IStateSlice
{
    private readonly List<AuthorityChange> _changes = [];

    /// <summary>The changes of the current cycle, in order.</summary>
    public IReadOnlyList<AuthorityChange> Changes => _changes;

    /// <inheritdoc/>
    public IEnumerable<StateEntry> Entries => _changes.Select(c => new StateEntry(NodeKey.None, "", c));

    /// <summary>Buffers a change.</summary>
    /// <param name="channel">The channel; 0 stands for every channel that the program writes.</param>
    /// <param name="value">The new authority.</param>
    public void Set(int channel, byte value) => _changes.Add(new AuthorityChange(channel, value));

    /// <summary>Forgets the changes; the host has them.</summary>
    public void Clear() => _changes.Clear();

    /// <summary>Does nothing: a change that was made stays made.</summary>
    public void Reset(NodeKey node)
    {
    }

    /// <inheritdoc/>
    public void Save(Utf8JsonWriter writer, NodeKeyTable nodes)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartArray();
        foreach (var change in _changes)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(change.Channel);
            writer.WriteNumberValue(change.Value);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    /// <inheritdoc/>
    public void Load(JsonElement saved, NodeKeyTable nodes)
    {
        _changes.Clear();
        foreach (var change in saved.EnumerateArray()) _changes.Add(new AuthorityChange(change[0].GetInt32(), change[1].GetByte()));
    }
}
