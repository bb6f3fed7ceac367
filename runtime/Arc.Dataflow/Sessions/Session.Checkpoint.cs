using System.Globalization;
using System.Text.Json;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Sdk.Nodes;

namespace Arc.Dataflow;

public sealed partial class Session
{
    private string? _fingerprint;

    // False while a cycle runs, and after one that was cancelled or whose sink failed, until another one is completed.
    private bool _isSettled = true;

    /// <summary>Time in ns that the session has run; a session made from a checkpoint or in place of another goes on from there.</summary>
    public long Elapsed => Scheduler.Elapsed;

    /// <summary>
    /// Saves the complete state between two cycles: module state, channels, nodes with their ports, scopes and deadlines (arc-runtime.md,
    /// section 9). A session that starts from it (<see cref="SessionOptions.Checkpoint"/>) behaves as if nothing had happened. The same
    /// state gives the same bytes, which are UTF-8 JSON.
    /// </summary>
    /// <remarks>
    /// Not part of it are the memory and globals of a guest, in which compiled programs keep nothing between two invocations, the host's
    /// services, and fields that their authors marked <see cref="Sdk.TransientAttribute"/>. Series that shared storage have one each afterwards.
    /// </remarks>
    /// <exception cref="InvalidOperationException">A cycle is under way, or the last one was not completed.</exception>
    public byte[] Checkpoint() => CheckpointAt(Elapsed);

    /// <summary>Saves the complete state between two cycles; its timers go on from a time after the last cycle.</summary>
    /// <param name="elapsed">Time in ns that the session has run by its host's clock; an earlier one than that of the last cycle counts as that.</param>
    /// <exception cref="InvalidOperationException">A cycle is under way, or the last one was not completed.</exception>
    public byte[] CheckpointAt(long elapsed)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        CheckSettled();
        return CheckpointFormat.Write(_fingerprint ??= CheckpointFormat.Fingerprint(Program.Ir), writer => Save(writer, Math.Max(elapsed, Elapsed)));
    }

    /// <summary>The authority that the program holds over every channel that it writes: the initial one, changed by what it did since.</summary>
    public IEnumerable<AuthorityChange> Authorities() =>
        InitialAuthorities().Select(a => _authorities.TryGetValue(a.Channel, out var value) ? a with { Value = value } : a);

    private void CheckSettled()
    {
        if (!_isSettled) throw new InvalidOperationException("a session can only be saved or replaced between two cycles, and the last one was not completed");
        if (_services.Channels.Written.Count > 0 || Scheduler.Errors.Count > 0)
            throw new InvalidOperationException("something was written or reported outside a cycle, and no cycle has handed it over; run one before saving the session");
    }

    private void Save(Utf8JsonWriter writer, long elapsed)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("unread", _unread);
        writer.WriteStartObject("authorities");
        foreach (var (channel, value) in _authorities) writer.WriteNumber(channel.ToString(CultureInfo.InvariantCulture), value);
        writer.WriteEndObject();
        writer.WriteStartObject("channels");
        foreach (var key in UsedChannels().Where(k => _services.Channels.TryFind(k, out _))) writer.WriteString(key.ToString(CultureInfo.InvariantCulture), NameOf(key));
        writer.WriteEndObject();
        writer.WritePropertyName("modules");
        _services.State.Save(writer);
        writer.WritePropertyName("graph");
        Scheduler.SaveAt(writer, elapsed);
        writer.WriteEndObject();
    }

    private static Scheduler Schedule(
        DataflowProgram program, SessionServices services, IReadOnlyDictionary<string, Node> nodes, Session? previous, JsonElement? saved)
    {
        var tolerance = TimerTolerance.Of(program.Ir, nodes);
        if (saved is { } state) return OrDamaged(() => Scheduler.Restore(program.Ir, nodes, services, tolerance, state.GetProperty("graph")));
        if (previous is null) return new Scheduler(program.Ir, nodes, services, tolerance);
        services.Clock.ContinueFrom(previous.Services.Clock);
        services.Channels.ContinueFrom(previous.Services.Channels);
        return Scheduler.Continue(program.Ir, nodes, services, tolerance, previous.Elapsed);
    }

    // What is wrong in a state shows in many ways, and some in the code of others.
    private static T OrDamaged<T>(Func<T> load)
    {
        try
        {
            return load();
        }
        catch (Exception e) when (e is not DataflowException)
        {
            throw new CheckpointException($"the session cannot go on from the checkpoint: {e.Message}", e);
        }
    }

    private void Load(JsonElement saved) => OrDamaged(() =>
    {
        LoadParts(saved);
        return this;
    });

    private void LoadParts(JsonElement saved)
    {
        _services.State.Load(saved.GetProperty("modules"));
        _unread = saved.GetProperty("unread").GetBoolean();
        foreach (var authority in saved.GetProperty("authorities").EnumerateObject())
            _authorities.Add(int.Parse(authority.Name, CultureInfo.InvariantCulture), authority.Value.GetByte());
        foreach (var channel in saved.GetProperty("channels").EnumerateObject())
        {
            if (!_services.Channels.TryFind(int.Parse(channel.Name, CultureInfo.InvariantCulture), out _))
                throw new JsonException($"the program uses channel '{channel.Value.GetString()}' ({channel.Name}), which the host does not offer any more");
        }
    }

    /// <summary>Channels that the program reads or writes, and their index channels.</summary>
    private SortedSet<int> UsedChannels()
    {
        var keys = new SortedSet<int>(_writable);
        foreach (var key in Program.Channels.Read.Keys)
        {
            keys.Add(key);
            if (_services.Channels.TryFind(key, out var channel) && channel.IndexKey != 0) keys.Add(channel.IndexKey);
        }

        return keys;
    }

    private string NameOf(int key) => _services.Channels.TryFind(key, out var channel) ? channel.Name : "";
}
