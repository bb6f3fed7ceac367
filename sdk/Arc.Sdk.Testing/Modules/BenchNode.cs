using System.Collections.Frozen;
using System.Text.Json;
using Arc.Sdk.Modules;
using Arc.Sdk.Nodes;
using Arc.Sdk.State;
using Arc.Sdk.Symbols;
using Arc.Sdk.Testing.Modules;
using Arc.Sdk.Types;

namespace Arc.Sdk.Testing;

/// <summary>
/// One node, driven by hand: batches are sent to its inputs, the bench's clock is moved, and its outputs are read. It runs as in a session: once for
/// every batch or set of batches that arrives together, and for every deadline that it asked for. An input with a default has it until something is
/// sent there. A sample that fails, and an exception, fail the test unless it says that it expects errors.
/// </summary>
public sealed partial class BenchNode
{
    private readonly World _world;
    private readonly Symbol _symbol;
    private readonly Node _node;
    private readonly NodeKey _key;
    private readonly Dictionary<string, Feed> _feeds;
    private readonly Dictionary<string, Recorder> _recorders;

    private BenchNode(Symbol symbol, World world, NodeKey key, Node node)
    {
        (_symbol, _world, _key, _node) = (symbol, world, key, node);
        _start = world.Services.Clock.Now;
        _host = new Host(this);
        _feeds = node.Inputs.ToDictionary(static i => i.Name, static i => Typed.Run(i.Element, new MakeFeed(i)), StringComparer.Ordinal);
        _recorders = node.Outputs.ToDictionary(static o => o.Name, static o => Typed.Run(o.Element, new MakeRecorder(o)), StringComparer.Ordinal);
    }

    /// <summary>Its key on the bench, under which modules keep its state: the member's name and a number.</summary>
    public string Key => _key.Name;

    /// <summary>
    /// The fields of the node's class as a checkpoint has them: one JSON property a field. Null for a node that remembers nothing. Floats
    /// are there by their bits; <see cref="Field{T}"/> decodes them.
    /// </summary>
    public JsonElement State
    {
        get
        {
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream)) _node.Save(writer);
            using var document = JsonDocument.Parse(stream.ToArray());
            return document.RootElement.GetProperty("state").Clone();
        }
    }

    /// <summary>What a field of the node's class holds.</summary>
    /// <typeparam name="T">The type of the field.</typeparam>
    /// <param name="name">The field's name in C#.</param>
    /// <exception cref="ModuleBenchException">The node's state has no such field, or it holds another type.</exception>
    public T Field<T>(string name)
    {
        var state = State;
        var fields = state.ValueKind == JsonValueKind.Object ? state.EnumerateObject().Select(static p => p.Name).ToArray() : [];
        if (!fields.Contains(name)) throw new ModuleBenchException($"{_symbol.QualifiedName} keeps no field '{name}'{Names.Phrase(name, fields)}");
        try
        {
            return StateValue.Read<T>(state, name);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new ModuleBenchException($"{_symbol.QualifiedName}: the field '{name}' holds {state.GetProperty(name).GetRawText()}, not {BenchValues.NameOf(typeof(T))}", e);
        }
    }

    /// <summary>Everything that an output has given since the node was made.</summary>
    /// <typeparam name="T">The type of its samples; <see cref="string"/> for texts.</typeparam>
    /// <param name="port">Its name.</param>
    /// <exception cref="ModuleBenchException">There is no such output, or it gives another type.</exception>
    public IReadOnlyList<T> Output<T>(string port = "output") => [.. Find<T>(port).Samples.Select(static s => Taken<T>(s.Value))];

    /// <summary>Everything that an output has given since the node was made, with the time stamps in ns since the epoch.</summary>
    /// <typeparam name="T">The type of its samples; <see cref="string"/> for texts.</typeparam>
    /// <param name="port">Its name.</param>
    /// <exception cref="ModuleBenchException">There is no such output, or it gives another type.</exception>
    public IReadOnlyList<(T Value, long Time)> Stamped<T>(string port = "output") => [.. Find<T>(port).Samples.Select(static s => (Taken<T>(s.Value), s.Time))];

    /// <summary>What an output has given since the last time that this method was asked for it.</summary>
    /// <typeparam name="T">The type of its samples; <see cref="string"/> for texts.</typeparam>
    /// <param name="port">Its name.</param>
    /// <exception cref="ModuleBenchException">There is no such output, or it gives another type.</exception>
    public IReadOnlyList<T> Take<T>(string port = "output")
    {
        var recorder = Find<T>(port);
        var from = recorder.Taken;
        recorder.Taken = recorder.Samples.Count;
        return [.. recorder.Samples.Skip(from).Select(static s => Taken<T>(s.Value))];
    }

    internal static BenchNode Make(Symbol symbol, World world, Func<string, Primitive>? types, ReadOnlySpan<(string Name, object Value)> config)
    {
        var flow = symbol.Flow!;
        var binding = new Dictionary<string, Primitive>(StringComparer.Ordinal);
        foreach (var variable in flow.Variables)
        {
            var type = types?.Invoke(variable.Name) ?? DefaultOf(variable.Constraint);
            if (!variable.Constraint.Contains(type))
                throw new ModuleBenchException($"{symbol.QualifiedName} is no node of {type.Name()}; it is one of {string.Join(", ", variable.Constraint.Members.Select(m => m.Name()))}");
            binding.Add(variable.Name, type);
        }

        var values = NodeConfig.Of(symbol, binding, world, config);
        var number = 0;
        while (world.Services.Nodes.TryGet($"{symbol.Name}_{number}", out _)) number++;
        var key = world.Services.Nodes.GetOrAdd($"{symbol.Name}_{number}");
        var node = world.Modules.CreateNode(symbol.QualifiedName, member => new NodeRequest
        {
            Key = key,
            Member = member,
            Types = binding,
            Config = values,
            Services = world.Services,
            ConnectedInputs = Connected(symbol),
        }) ?? throw new ModuleBenchException($"module '{symbol.Module}' makes no node '{symbol.Name}'");
        foreach (var input in flow.Inputs)
        {
            if (input.Default is { } value) node.FindInput(input.Name)!.SetDefault(value);
        }

        // As its stage does when it is entered.
        node.Reset();
        return new BenchNode(symbol, world, key, node);
    }

    // A node that only a trigger can wake has one here: Cycle triggers it.
    private static FrozenSet<string> Connected(Symbol symbol) => symbol is { Wake: NodeWake.Input, Flow.Inputs.IsEmpty: true }
        ? ["input"]
        : symbol.Flow!.Inputs.Where(static i => i.Default is null).Select(static i => i.Name).ToFrozenSet(StringComparer.Ordinal);

    private static Primitive DefaultOf(TypeSet types) =>
        types.Contains(Primitive.F64) ? Primitive.F64 : types.Contains(Primitive.I64) ? Primitive.I64 : types.Members[^1];

    private static T Taken<T>(object value) => ModuleBench.Taken<T>(value, "the output");

    private Recorder Find<T>(string output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (!_recorders.TryGetValue(output, out var recorder))
            throw new ModuleBenchException($"{_symbol.QualifiedName} has no output '{output}'{Names.Phrase(output, _recorders.Keys)}");
        var element = _node.FindOutput(output)!.Element;
        return BenchValues.CanTake<T>(element)
            ? recorder
            : throw new ModuleBenchException($"{_symbol.QualifiedName}: output '{output}' gives {element.Name()}, not {BenchValues.NameOf(typeof(T))}");
    }

    /// <summary>What feeds one input.</summary>
    private abstract class Feed(InputPort input)
    {
        protected InputPort Input { get; } = input;

        public abstract void Send(IReadOnlyList<object> values, Func<int, long?> time, long now);
    }

    private sealed class Feed<T>(InputPort input) : Feed(input)
    {
        private readonly OutputPort<T> _port = new(input.Name);

        public override void Send(IReadOnlyList<object> values, Func<int, long?> time, long now)
        {
            if (!ReferenceEquals(Input.Source, _port)) Input.Connect(_port);
            // Of a default, too, only what is newer is taken.
            var earliest = Input.HasData ? Math.Max(now, Input.LastTime + 1) : now;
            _port.Begin();
            for (var i = 0; i < values.Count; i++) _port.Append((T)values[i], time(i) ?? _port.Stamp(earliest));
        }
    }

    private sealed class MakeFeed(InputPort input) : ITypedOperation<Feed>
    {
        public Feed Run<T>() => new Feed<T>(input);
    }

    /// <summary>What one output has given.</summary>
    private abstract class Recorder
    {
        public List<(object Value, long Time)> Samples { get; } = [];

        public int Taken { get; set; }

        public abstract void Record();
    }

    private sealed class Recorder<T>(OutputPort<T> port) : Recorder
    {
        public override void Record()
        {
            for (var i = 0; i < port.Emitted; i++) Samples.Add((port.Values[i]!, port.Times[i]));
        }
    }

    private sealed class MakeRecorder(OutputPort port) : ITypedOperation<Recorder>
    {
        public Recorder Run<T>() => new Recorder<T>((OutputPort<T>)port);
    }
}
