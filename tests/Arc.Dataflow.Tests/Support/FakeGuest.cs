using System.Buffers.Binary;
using Arc.Engines;
using Arc.Sdk;
using Arc.Sdk.Hosting;

namespace Arc.Dataflow.Tests;

/// <summary>The body of a fake guest function: arguments, results, memory.</summary>
public delegate void GuestBody(ReadOnlySpan<ulong> arguments, Span<ulong> results, Span<byte> memory);

/// <summary>A guest whose functions are C# lambdas.</summary>
public sealed class FakeGuest : IGuest, IGuestFactory
{
    private readonly Dictionary<string, FakeFunction> _functions = [];
    private readonly byte[] _memory = new byte[256];

    public FakeGuest() => Memory = new FakeMemory(_memory);

    public GuestMemory Memory { get; }

    public bool IsDisposed { get; private set; }

    /// <summary>Nodes on whose behalf functions were called, in order.</summary>
    public List<string> Callers { get; } = [];

    public FakeGuest Add(string name, GuestBody body)
    {
        _functions.Add(name, new FakeFunction(this, body));
        return this;
    }

    public static double F64(ulong slot) => BitConverter.UInt64BitsToDouble(slot);

    public static ulong Bits(double value) => BitConverter.DoubleToUInt64Bits(value);

    public IGuestFunction? Find(string name) => _functions.GetValueOrDefault(name);

    public IGuest Instantiate(Action<ILinker> bind, ExecutionAllowance? allowance)
    {
        bind(new Linker());
        return this;
    }

    public void Dispose() => IsDisposed = true;

    /// <summary>Writes named outputs as compiled code does.</summary>
    public static void SetOutputs(Span<byte> memory, int area, ulong dirty, params ReadOnlySpan<double> values)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(memory[area..], dirty);
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteDoubleLittleEndian(memory[(area + 8 + i * 8)..], values[i]);
    }

    private sealed class FakeFunction(FakeGuest guest, GuestBody body) : IGuestFunction
    {
        public void Invoke(ReadOnlySpan<ulong> arguments, Span<ulong> results, NodeKey node, CancellationToken cancellation)
        {
            if (guest.Callers.Count < 1000) guest.Callers.Add(node.Name);
            body(arguments, results, guest._memory);
        }
    }

    private sealed class FakeMemory(byte[] bytes) : GuestMemory
    {
        public override bool TryRead(uint address, uint length, out ReadOnlySpan<byte> range)
        {
            var fits = (ulong)address + length <= (ulong)bytes.Length;
            range = fits ? bytes.AsSpan((int)address, (int)length) : default;
            return fits;
        }
    }

    private sealed class Linker : ILinker
    {
        public void Define(string module, string name, Delegate function)
        {
        }
    }
}
