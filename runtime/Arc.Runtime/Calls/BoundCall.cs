using System.Buffers.Binary;
using System.Collections.Immutable;
using Arc.Compiler;
using Arc.Engines;
using Arc.Sdk;
using Arc.Sdk.Hosting;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;

namespace Arc.Runtime;

/// <summary>An exported function with what it takes to pass values in and out of it.</summary>
internal sealed class BoundCall(CompiledFunction function, WasmFunction target, GuestMemory memory, SessionServices services)
{
    private readonly ulong[] _arguments = new ulong[function.Config.Length + function.Inputs.Length];
    private readonly ulong[] _results = new ulong[target.Type.Results.Length];

    public CallResult Invoke(IReadOnlyList<ArcValue> inputs, IReadOnlyDictionary<string, ArcValue>? config, CancellationToken cancellation)
    {
        if (inputs.Count > function.Inputs.Length)
            throw new ArgumentException($"function '{function.Name}' takes {function.Inputs.Length} inputs, not {inputs.Count}", nameof(inputs));
        if (config?.Keys.FirstOrDefault(name => function.Config.All(p => p.Name != name)) is { } unknown)
            throw new ArgumentException($"function '{function.Name}' has no config parameter '{unknown}'", nameof(config));

        for (var i = 0; i < function.Config.Length; i++)
        {
            var parameter = function.Config[i];
            _arguments[i] = Slot(parameter, config is not null && config.TryGetValue(parameter.Name, out var value) ? value : null, "config parameter");
        }

        for (var i = 0; i < function.Inputs.Length; i++)
            _arguments[function.Config.Length + i] = Slot(function.Inputs[i], i < inputs.Count ? inputs[i] : null, "input");

        target.Invoke(_arguments, _results, NodeKey.None, cancellation);
        return new CallResult(Outputs());
    }

    private ulong Slot(Parameter parameter, ArcValue? given, string role)
    {
        var value = given ?? (parameter.Default is { } constant
            ? ArcValue.Of(constant, parameter.Type)
            : throw new ArgumentException($"function '{function.Name}' requires the {role} '{parameter.Name}' ({parameter.Type})"));
        return (parameter.Type, value.Type) switch
        {
            (PrimitiveType { Primitive: Primitive.Str }, PrimitiveType { Primitive: Primitive.Str }) => (uint)services.Handles.Texts.Add(value.TextValue),
            (PrimitiveType a, PrimitiveType b) when a.Primitive == b.Primitive => WasmSlot(value.Bits, a.Primitive),
            (SeriesType { Element: PrimitiveType a }, SeriesType { Element: PrimitiveType b }) when a.Primitive == b.Primitive =>
                (uint)services.Handles.Series.Add(value.Series!.Copy()),
            (ChannelType, ChannelType) => value.Bits,
            (ChannelType, PrimitiveType { Primitive: Primitive.Str }) => (uint)KeyOf(value.TextValue.ToString()),
            _ => throw new ArgumentException($"function '{function.Name}': {role} '{parameter.Name}' has the type {parameter.Type}, the value given is {value.Type}"),
        };
    }

    private int KeyOf(string channel) =>
        services.Channels.TryFind(channel, out var info) ? info.Key : throw new ArgumentException($"function '{function.Name}': channel '{channel}' not found");

    private ImmutableArray<ArcValue?> Outputs()
    {
        if (function.Outputs is [var single]) return [FromSlot(_results[0], single.Type)];
        if (function.Area is not { } area) return [];
        var size = area.Offsets[^1] + SizeOf(function.Outputs[^1].Type);
        if (!memory.TryRead((uint)area.Address, (uint)size, out var bytes))
            throw new InvalidOperationException($"function '{function.Name}' has its outputs at {area.Address}, outside the guest's memory");
        var dirty = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        var outputs = ImmutableArray.CreateBuilder<ArcValue?>(function.Outputs.Length);
        for (var i = 0; i < function.Outputs.Length; i++)
        {
            var type = function.Outputs[i].Type;
            outputs.Add((dirty >> i & 1) == 0 ? null : FromSlot(Load(bytes[area.Offsets[i]..], SizeOf(type)), type));
        }

        return outputs.MoveToImmutable();
    }

    private ArcValue FromSlot(ulong slot, ArcType type) => type switch
    {
        PrimitiveType { Primitive: Primitive.Str } => ArcValue.Of(services.Handles.Texts.Get((int)slot)),
        PrimitiveType { Primitive: var primitive } => new ArcValue(type, Widen(slot, primitive)),
        SeriesType { Element: PrimitiveType element } => ArcValue.Of(services.Handles.Series.Find((int)slot)?.Copy() ?? Empty(element.Primitive)),
        _ => new ArcValue(type, slot),
    };

    private static Series Empty(Primitive element) => element switch
    {
        Primitive.U8 => new Series<byte>(0),
        Primitive.U16 => new Series<ushort>(0),
        Primitive.U32 => new Series<uint>(0),
        Primitive.U64 => new Series<ulong>(0),
        Primitive.I8 => new Series<sbyte>(0),
        Primitive.I16 => new Series<short>(0),
        Primitive.I32 => new Series<int>(0),
        Primitive.I64 => new Series<long>(0),
        Primitive.F32 => new Series<float>(0),
        Primitive.F64 => new Series<double>(0),
        _ => new Series<Text>(0),
    };

    private static int SizeOf(ArcType type) => type is PrimitiveType primitive ? primitive.Primitive.Bits() / 8 : 4;

    private static ulong Load(ReadOnlySpan<byte> bytes, int size) => size switch
    {
        1 => bytes[0],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        4 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
    };

    // A narrow integer has an i32 of its own sign in a slot, whose high half is zero.
    private static ulong WasmSlot(ulong bits, Primitive primitive) => primitive.Bits() == 64 ? bits : (uint)bits;

    /// <summary>Truncates to the width of the type and extends by its sign to 64 bits.</summary>
    private static ulong Widen(ulong slot, Primitive primitive) => primitive switch
    {
        Primitive.U8 => (byte)slot,
        Primitive.U16 => (ushort)slot,
        Primitive.U32 or Primitive.F32 => (uint)slot,
        Primitive.I8 => (ulong)(sbyte)slot,
        Primitive.I16 => (ulong)(short)slot,
        Primitive.I32 => (ulong)(int)slot,
        _ => slot,
    };
}
