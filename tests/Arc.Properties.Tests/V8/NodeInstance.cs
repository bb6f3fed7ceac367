using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Arc.Engines;
using Arc.Engines.Linking;
using Arc.Sdk;
using Arc.Sdk.Hosting;

namespace Arc.Properties.Tests.V8;

/// <summary>A module that lives in the Node.js process.</summary>
internal sealed class NodeInstance : WasmInstance
{
    // Far beyond what any program takes that ends, on any machine.
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(2);

    private readonly NodeModule _module;
    private readonly NodeProcess _process;
    private readonly List<Import> _imports;
    private readonly Dictionary<string, NodeFunction> _functions = new(StringComparer.Ordinal);
    private readonly NodeMemory _memory;
    private readonly TimeSpan _timeout;
    private readonly int _id;
    private Exception? _hostFailure;
    private string? _failedImport;
    private bool _isDisposed;

    public NodeInstance(NodeModule module, List<HostFunctionDefinition> functions, InstanceOptions options)
    {
        _module = module;
        _timeout = options.Timeout ?? DefaultTimeout;
        _memory = new NodeMemory(this);
        _imports = [.. functions.Select((f, i) => new Import($"{module.Imports[i].Module}.{f.Member}", f.Function, HostThunks.For(f.Function), f.Type!))];
        lock (_module.Engine.Gate)
        {
            _process = module.Engine.Process;
            _id = _process.NextId();
            _process.Send(Opcode.Instantiate, Description());
            var (answer, body) = _process.Receive();
            if (answer != Answer.Value) throw new InvalidOperationException($"V8 refuses the module: {Encoding.UTF8.GetString(body.Span)}");
        }
    }

    public override WasmModule Module => _module;

    public override GuestMemory Memory => _memory;

    public override bool TryGetFunction(string export, [NotNullWhen(true)] out WasmFunction? function)
    {
        function = _functions.GetValueOrDefault(export);
        return function is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (_isDisposed || !disposing) return;
        _isDisposed = true;
        lock (_module.Engine.Gate)
        {
            if (!_process.HasEnded) _process.Send(Opcode.Dispose, Id());
        }
    }

    internal void Invoke(int index, FunctionType type, ReadOnlySpan<ulong> args, Span<ulong> results, NodeKey node, CancellationToken cancellation)
    {
        lock (_module.Engine.Gate)
        {
            using var watch = _process.Limit(_timeout);
            try
            {
                _process.Send(Opcode.Call, [.. Id(), .. BitConverter.GetBytes(index), .. Slots(args)]);
                Exchange(type, results, new HostContext(node, _memory, cancellation));
            }
            catch (TimeoutException e)
            {
                throw new WasmTrapException(TrapKind.DeadlineExceeded, e.Message);
            }
        }
    }

    internal byte[]? Read(uint address, uint length)
    {
        lock (_module.Engine.Gate)
        {
            _process.Send(Opcode.Read, [.. Id(), .. BitConverter.GetBytes(address), .. BitConverter.GetBytes(length)]);
            var (answer, body) = _process.Receive();
            return answer == Answer.Bytes ? body.ToArray() : null;
        }
    }

    private void Exchange(FunctionType type, Span<ulong> results, HostContext context)
    {
        while (true)
        {
            var (answer, body) = _process.Receive();
            switch (answer)
            {
                case Answer.Value:
                    for (var i = 0; i < type.Results.Length; i++) results[i] = BinaryPrimitives.ReadUInt64LittleEndian(body.Span[(8 * i)..]);
                    return;
                case Answer.HostTrap:
                    throw new WasmTrapException(TrapKind.HostFunction, $"{_failedImport}: {_hostFailure!.Message}", null, _hostFailure);
                case Answer.Trap:
                    throw Trap(Encoding.UTF8.GetString(body.Span));
                case Answer.HostCall:
                    CallHost(body.Span, context);
                    break;
                default:
                    throw new InvalidOperationException($"unexpected answer {answer}");
            }
        }
    }

    private void CallHost(ReadOnlySpan<byte> body, HostContext context)
    {
        var import = _imports[BinaryPrimitives.ReadInt32LittleEndian(body[4..])];
        var slots = new ulong[import.Type.Parameters.Length];
        for (var i = 0; i < slots.Length; i++) slots[i] = BinaryPrimitives.ReadUInt64LittleEndian(body[(8 + 8 * i)..]);
        ulong result;
        try
        {
            result = import.Thunk(import.Function, context, slots);
        }
        catch (Exception e)
        {
            (_hostFailure, _failedImport) = (e, import.Name);
            _process.Send(Opcode.HostFailed, []);
            return;
        }

        _process.Send(Opcode.HostValue, BitConverter.GetBytes(result));
    }

    /// <summary>V8's words for the traps of the specification, in the specification's words.</summary>
    private static WasmTrapException Trap(string message) => message switch
    {
        "divide by zero" or "remainder by zero" => new(TrapKind.IntegerDivideByZero, "integer divide by zero"),
        "divide result unrepresentable" => new(TrapKind.IntegerOverflow, "integer overflow"),
        "float unrepresentable in integer range" => new(TrapKind.IntegerOverflow, "integer overflow"),
        "unreachable" => new(TrapKind.Unreachable, "unreachable"),
        "memory access out of bounds" => new(TrapKind.MemoryOutOfBounds, "out of bounds memory access"),
        "Maximum call stack size exceeded" => new(TrapKind.CallStackExhausted, "call stack exhausted"),
        _ => throw new InvalidOperationException($"unknown trap of V8: {message}"),
    };

    private byte[] Id() => BitConverter.GetBytes(_id);

    private static byte[] Slots(ReadOnlySpan<ulong> slots)
    {
        var bytes = new byte[8 * slots.Length];
        for (var i = 0; i < slots.Length; i++) BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8 * i), slots[i]);
        return bytes;
    }

    private byte[] Description()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(_id);
        writer.Write(_module.Imports.Count);
        foreach (var import in _module.Imports)
        {
            Write(writer, import.Module);
            Write(writer, import.Name);
            Write(writer, import.Type!);
        }

        var exports = _module.Exports.Where(e => e.Kind == WasmExternKind.Function).ToList();
        writer.Write(exports.Count);
        foreach (var export in exports)
        {
            Write(writer, export.Name);
            Write(writer, export.Type!);
            _functions.Add(export.Name, new NodeFunction(this, _functions.Count, export.Name, export.Type!));
        }

        writer.Write(_module.Bytes);
        writer.Flush();
        return stream.ToArray();
    }

    private static void Write(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static void Write(BinaryWriter writer, FunctionType type)
    {
        foreach (var types in new[] { type.Parameters.ToArray(), type.Results.ToArray() })
        {
            writer.Write((byte)types.Length);
            foreach (var item in types) writer.Write(CodeOf(item));
        }
    }

    private static byte CodeOf(WasmValueType type) => type switch
    {
        WasmValueType.I32 => 0x7f,
        WasmValueType.I64 => 0x7e,
        WasmValueType.F32 => 0x7d,
        WasmValueType.F64 => 0x7c,
        _ => throw new ArgumentException($"values of type {type} do not cross", nameof(type)),
    };

    private sealed record Import(string Name, Delegate Function, HostThunk Thunk, FunctionType Type);
}

/// <summary>A guest's memory as seen through the pipe.</summary>
internal sealed class NodeMemory(NodeInstance instance) : GuestMemory
{
    public override bool TryRead(uint address, uint length, out ReadOnlySpan<byte> bytes)
    {
        var read = instance.Read(address, length);
        bytes = read;
        return read is not null;
    }
}

/// <summary>An exported function of a module that lives in the Node.js process.</summary>
internal sealed class NodeFunction(NodeInstance instance, int index, string name, FunctionType type) : WasmFunction
{
    public override string Name => name;

    public override FunctionType Type => type;

    public override void Invoke(ReadOnlySpan<ulong> args, Span<ulong> results, NodeKey node = default, CancellationToken cancellation = default) =>
        instance.Invoke(index, type, args, results, node, cancellation);

    public override TDelegate CreateDelegate<TDelegate>() => throw new NotSupportedException("functions on V8 have no typed entry points");
}
