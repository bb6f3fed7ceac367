using System.Globalization;
using System.Text.Json;
using Arc.Sdk.Hosting;
using Arc.Sdk.State;
using Arc.Sdk.Types;

namespace Arc.Sdk.Channels;

/// <summary>
/// The store as a drawer of the cabinet: batches that are kept, positions of readers, time stamps of index channels, alignments
/// (seed Q7). What was written in a cycle that is not over is no part of it.
/// </summary>
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
        writer.WriteNumber("frame", _frame);
        writer.WriteStartObject("channels");
        foreach (var channel in _all) SaveChannel(writer, channel, _byKey[channel.Key]);
        writer.WriteEndObject();
        writer.WriteStartArray("arrived");
        foreach (var buffer in _arrived) writer.WriteNumberValue(buffer.Info.Key);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>
    /// Replaces the store's state by what <see cref="Save"/> wrote. A channel that the host offers only now starts empty; one that it does not
    /// offer any more is forgotten; one that the program named by an unknown key is made again.
    /// </summary>
    /// <exception cref="JsonException">The JSON does not come from <see cref="Save"/>, or a channel has another type or index channel now.</exception>
    public void Load(JsonElement saved, NodeKeyTable nodes)
    {
        var known = new List<ChannelBuffer>();
        foreach (var property in saved.GetProperty("channels").EnumerateObject())
        {
            var state = property.Value;
            if (!int.TryParse(property.Name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var key))
                throw new JsonException($"'{property.Name}' is no key of a channel");
            if (!_byKey.TryGetValue(key, out var buffer))
            {
                if (!state.GetProperty("unknown").GetBoolean()) continue;
                if (!PrimitiveFacts.TryParse(state.GetProperty("type").GetString() ?? "", out var element)) throw new JsonException($"the unknown channel {key} has no type that a channel can have");
                buffer = AddUnknown(key, element);
            }

            LoadChannel(state, buffer);
            known.Add(buffer);
        }

        _frame = saved.GetProperty("frame").GetInt64();
        foreach (var buffer in _arrived) buffer.IsArrived = false;
        _arrived.Clear();
        foreach (var arrived in saved.GetProperty("arrived").EnumerateArray())
        {
            if (known.Find(b => b.Info.Key == arrived.GetInt32()) is { } buffer) Arrive(buffer);
        }
    }

    /// <summary>
    /// Takes over what another session's channels have received and stamped, for a program that replaces that session's: the latest batch of
    /// each channel, the last stamps and the alignments. Readers of this store pass over all of it. A channel of another type starts empty.
    /// </summary>
    public void ContinueFrom(ChannelStore previous)
    {
        ArgumentNullException.ThrowIfNull(previous);
        foreach (var channel in _all)
        {
            if (!previous._byKey.TryGetValue(channel.Key, out var old)) continue;
            var buffer = _byKey[channel.Key];
            if (old.Info.Type == channel.Type) buffer.ContinueFrom(old);
            if (previous._groups.TryGetValue(old.Index ?? old, out var group))
            {
                var own = GroupOf(buffer);
                own.Next = Math.Max(own.Next, group.Next);
            }

            foreach (var reader in buffer.Readers) reader.SkipReceived();
        }
    }

    private void SaveChannel(Utf8JsonWriter writer, ChannelInfo channel, ChannelBuffer buffer)
    {
        writer.WriteStartObject(channel.Key.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("name", channel.Name);
        writer.WriteString("type", channel.Type.ToString());
        writer.WriteNumber("index", channel.IndexKey);
        writer.WriteBoolean("unknown", _unknown.Contains(channel.Key));
        writer.WritePropertyName("batches");
        buffer.Save(writer);
        writer.WriteNumber("received", buffer.ReceivedUpTo);
        writer.WriteNumber("stamp", buffer.LastStamp);
        if (_groups.TryGetValue(buffer, out var group))
        {
            writer.WriteStartArray("group");
            writer.WriteNumberValue(group.Frame);
            writer.WriteNumberValue(group.Base);
            writer.WriteNumberValue(group.Next);
            writer.WriteEndArray();
        }

        writer.WriteStartObject("readers");
        foreach (var node in buffer.Readers.GroupBy(static r => r.Node.Name, StringComparer.Ordinal))
        {
            writer.WriteStartArray(node.Key);
            foreach (var reader in node) writer.WriteNumberValue(reader.Mark);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void LoadChannel(JsonElement state, ChannelBuffer buffer)
    {
        var channel = buffer.Info;
        var (type, index) = (state.GetProperty("type").GetString(), state.GetProperty("index").GetInt32());
        if (type != channel.Type.ToString() || index != channel.IndexKey)
            throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"channel '{channel.Name}' ({channel.Key}) was {type} with the index channel {index}, but is {channel.Type} with {channel.IndexKey} now"));
        buffer.Load(state.GetProperty("batches"), state.GetProperty("received").GetUInt64());
        buffer.LastStamp = state.GetProperty("stamp").GetInt64();
        if (state.TryGetProperty("group", out var saved))
        {
            var group = GroupOf(buffer);
            (group.Frame, group.Base, group.Next) = (saved[0].GetInt64(), saved[1].GetUInt64(), saved[2].GetUInt64());
        }

        foreach (var node in state.GetProperty("readers").EnumerateObject())
        {
            // A node that makes a reader on every reset leaves old ones behind; the last ones are in use.
            var readers = buffer.Readers.Where(r => r.Node.Name == node.Name).ToList();
            var marks = node.Value.EnumerateArray().Select(static m => m.GetUInt64()).ToList();
            for (var i = 1; i <= Math.Min(readers.Count, marks.Count); i++) readers[^i].Mark = marks[^i];
        }
    }
}
