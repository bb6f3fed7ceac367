using System.Runtime.CompilerServices;
using System.Text.Json;
using Arc.Sdk.Hosting;
using Arc.Sdk.State;
using Arc.Sdk.Types;

namespace Arc.Stl.State;

/// <summary>The values of stateful variables: slots keyed by node and number, separate for every type (arc-stl.md, section 3.2).</summary>
internal sealed class VariableState : IStateSlice
{
    /// <summary>Variables of one type that one node may have; only a guest that our compiler did not make comes near.</summary>
    public const int MostVariables = 65_536;

    // In the numeric order of the primitives.
    private readonly IVariableSlots[] _values =
    [
        new VariableSlots<byte>("u8"), new VariableSlots<ushort>("u16"), new VariableSlots<uint>("u32"), new VariableSlots<ulong>("u64"),
        new VariableSlots<sbyte>("i8"), new VariableSlots<short>("i16"), new VariableSlots<int>("i32"), new VariableSlots<long>("i64"),
        new VariableSlots<float>("f32"), new VariableSlots<double>("f64"), new VariableSlots<Text>("str"),
    ];

    private readonly IVariableSlots[] _series =
    [
        new VariableSlots<Series<byte>>("series u8"), new VariableSlots<Series<ushort>>("series u16"),
        new VariableSlots<Series<uint>>("series u32"), new VariableSlots<Series<ulong>>("series u64"),
        new VariableSlots<Series<sbyte>>("series i8"), new VariableSlots<Series<short>>("series i16"),
        new VariableSlots<Series<int>>("series i32"), new VariableSlots<Series<long>>("series i64"),
        new VariableSlots<Series<float>>("series f32"), new VariableSlots<Series<double>>("series f64"),
        new VariableSlots<Series<Text>>("series str"),
    ];

    /// <inheritdoc/>
    public IEnumerable<StateEntry> Entries => All.SelectMany(s => s.Entries);

    private IEnumerable<IVariableSlots> All => _values.Concat(_series);

    /// <summary>The variables of a primitive type.</summary>
    public VariableSlots<T> Values<T>() => Unsafe.As<VariableSlots<T>>(_values[(int)PrimitiveFacts.Of<T>()]);

    /// <summary>The variables of a series type.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    public VariableSlots<Series<T>> Series<T>() => Unsafe.As<VariableSlots<Series<T>>>(_series[(int)PrimitiveFacts.Of<T>()]);

    /// <inheritdoc/>
    public void Reset(NodeKey node)
    {
        foreach (var slots in _values) slots.Reset(node);
        foreach (var slots in _series) slots.Reset(node);
    }

    /// <inheritdoc/>
    public void Save(Utf8JsonWriter writer, NodeKeyTable nodes)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        foreach (var slots in All)
        {
            if (!slots.Entries.Any()) continue;
            writer.WritePropertyName(slots.Type);
            slots.Save(writer);
        }

        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public void Load(JsonElement saved, NodeKeyTable nodes)
    {
        foreach (var slots in All)
        {
            slots.Clear();
            if (saved.TryGetProperty(slots.Type, out var values)) slots.Load(values, nodes);
        }
    }
}
