using System.Globalization;
using System.Text.Json;
using Arc.Sdk.Hosting;
using Arc.Sdk.State;

namespace Arc.Sdk.Channels;

/// <summary>The store as a drawer of the cabinet: batches that are kept, positions of readers, time stamps of index channels (seed Q7).</summary>
public sealed partial class ChannelStore : IStateSlice
{
    /// <inheritdoc/>
    public IEnumerable<StateEntry> Entries
    {
        get
        {
            foreach (var channel in _all)
            {
                var buffer = _byKey[channel.Key];
                if (buffer.BatchCount > 0) yield return new StateEntry(NodeKey.None, channel.Name, buffer.LatestSample);
            }

            foreach (var reader in _all.SelectMany(c => _byKey[c.Key].Readers))
                yield return new StateEntry(reader.Node, reader.Channel.Name, reader.Mark);
        }
    }

    /// <summary>Does nothing: a reset moves a reader when its node says so (<see cref="ChannelReader.SkipReceived"/>).</summary>
    public void Reset(NodeKey node)
    {
    }

    /// <inheritdoc/>
    public void Save(Utf8JsonWriter writer, NodeKeyTable nodes)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        foreach (var channel in _all)
        {
            var buffer = _byKey[channel.Key];
            writer.WriteStartObject(channel.Key.ToString(CultureInfo.InvariantCulture));
            writer.WritePropertyName("batches");
            buffer.Save(writer);
            writer.WriteNumber("stamp", buffer.LastStamp);
            writer.WriteNumber("next", GroupOf(buffer).Next);
            writer.WriteStartObject("readers");
            foreach (var reader in buffer.Readers) writer.WriteNumber(reader.Node.Name, reader.Mark);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public void Load(JsonElement saved, NodeKeyTable nodes)
    {
        foreach (var channel in _all)
        {
            var buffer = _byKey[channel.Key];
            if (!saved.TryGetProperty(channel.Key.ToString(CultureInfo.InvariantCulture), out var state))
                throw new JsonException($"the saved state has no channel '{channel.Name}' with the key {channel.Key}");
            buffer.Load(state.GetProperty("batches"));
            buffer.LastStamp = state.GetProperty("stamp").GetInt64();
            var group = GroupOf(buffer);
            group.Next = Math.Max(group.Next, state.GetProperty("next").GetUInt64());
            var readers = state.GetProperty("readers");
            foreach (var reader in buffer.Readers)
            {
                if (readers.TryGetProperty(reader.Node.Name, out var mark)) reader.Mark = mark.GetUInt64();
            }
        }

        foreach (var channel in _all)
        {
            var buffer = _byKey[channel.Key];
            if (buffer.Readers.Any(r => buffer.IsReadable(r.Mark))) Arrive(buffer);
        }
    }
}
