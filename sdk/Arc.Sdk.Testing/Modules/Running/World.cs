using Arc.Dataflow;
using Arc.Engines;
using Arc.Engines.Linking;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;

namespace Arc.Sdk.Testing.Modules;

/// <summary>One instance of every module, with the session's stores, on a manual clock; and the guests that call them.</summary>
internal sealed class World : IDisposable
{
    private readonly BenchOptions _options;
    private readonly List<IDisposable> _guests = [];
    private Linker? _linker;

    public World(ModuleSet set, IReadOnlyList<ChannelInfo> channels, BenchOptions options)
    {
        _options = options;
        Services = new SessionServices(channels, Clock, options.Services);
        Modules = set.Instantiate(Services);
    }

    public ManualClock Clock { get; } = new();

    public SessionServices Services { get; }

    public ModuleInstances Modules { get; }

    /// <summary>Links a module with the modules of this world.</summary>
    public WasmInstance Link(ReadOnlyMemory<byte> wasm)
    {
        if (_linker is null)
        {
            _linker = new Linker();
            Modules.Bind(_linker);
        }

        var code = _options.Engine.Compile(wasm);
        _guests.Add(code);
        var instance = code.Instantiate(_linker, _options.Limits);
        _guests.Add(instance);
        return instance;
    }

    /// <summary>Calls an exported function with values (<see cref="BenchValues"/>). Strings and series live for one call.</summary>
    /// <param name="function">The function.</param>
    /// <param name="parameters">The types of its arguments.</param>
    /// <param name="result">The type of its result; null if it has none.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="noise">Fills the bits that a narrow integer does not have; null leaves them as a compiler does.</param>
    /// <exception cref="WasmTrapException">The guest trapped, or the host function threw.</exception>
    public object? Invoke(WasmFunction function, ReadOnlySpan<ArcType> parameters, ArcType? result, ReadOnlySpan<object> arguments, Random? noise = null)
    {
        Begin();
        var slots = new ulong[arguments.Length];
        Span<ulong> results = stackalloc ulong[1];
        try
        {
            for (var i = 0; i < slots.Length; i++) slots[i] = ToSlot(arguments[i], parameters[i], noise);
            function.Invoke(slots, results[..(result is null ? 0 : 1)]);
            return result is null ? null : FromSlot(results[0], result);
        }
        finally
        {
            Services.Handles.Clear();
        }
    }

    /// <summary>Forgets what the call before left: what it wrote, its strings and its series.</summary>
    public void Begin()
    {
        Services.Channels.ClearWrites();
        Services.Handles.Clear();
    }

    public void Dispose()
    {
        for (var i = _guests.Count - 1; i >= 0; i--) _guests[i].Dispose();
        Modules.Dispose();
    }

    private ulong ToSlot(object value, ArcType type, Random? noise) => value switch
    {
        Text text => (uint)Services.Handles.Texts.Add(text),
        // A function may write into a series that it is given.
        Series series => (uint)Services.Handles.Series.Add(series.Copy()),
        float f => BitConverter.SingleToUInt32Bits(f),
        double d => BitConverter.DoubleToUInt64Bits(d),
        ulong l => l,
        long l => (ulong)l,
        uint i => i,
        int i => (uint)i,
        byte b => b | Noise(noise, type),
        sbyte b => noise is null ? (uint)b : (byte)b | Noise(noise, type),
        ushort s => s | Noise(noise, type),
        short s => noise is null ? (uint)s : (ushort)s | Noise(noise, type),
        _ => throw new ArgumentException($"{value.GetType()} is no value of an Arc type", nameof(value)),
    };

    private static uint Noise(Random? noise, ArcType type) =>
        noise is null || type is not PrimitiveType { Primitive: var p } ? 0 : (uint)noise.NextInt64(uint.MaxValue) << p.Bits();

    private object? FromSlot(ulong slot, ArcType type)
    {
        if (type is AnySeriesType or SeriesType) return Services.Handles.Series.Find((int)slot)?.Copy();
        if (type is not PrimitiveType { Primitive: var primitive }) return (int)slot;
        object value = primitive switch
        {
            Primitive.U8 => (byte)slot,
            Primitive.U16 => (ushort)slot,
            Primitive.U32 => (uint)slot,
            Primitive.U64 => slot,
            Primitive.I8 => (sbyte)slot,
            Primitive.I16 => (short)slot,
            Primitive.I32 => (int)slot,
            Primitive.I64 => (long)slot,
            Primitive.F32 => BitConverter.UInt32BitsToSingle((uint)slot),
            Primitive.F64 => BitConverter.UInt64BitsToDouble(slot),
            _ => Services.Handles.Texts.Get((int)slot),
        };
        // A narrow result reaches a guest as an i32 extended by its own sign; a guest may rely on that.
        if (primitive.IsInteger() && primitive.Bits() < 32 && ToSlot(value, type, null) != (uint)slot)
            throw new ModuleBenchException($"a result of type {primitive.Name()} reached the guest as 0x{(uint)slot:X8}, which is not extended from its width");
        return value;
    }
}
