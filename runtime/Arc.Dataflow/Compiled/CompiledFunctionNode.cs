using System.Buffers.Binary;
using System.Text.Json;
using Arc.Engines;
using Arc.Sdk;
using Arc.Sdk.Ir;
using Arc.Sdk.Nodes;
using Arc.Sdk.Types;
using Arc.Sdk.Values;

namespace Arc.Dataflow;

/// <summary>
/// A function of the program as a node: one call a sample of the longest input, or one call without inputs (arc-runtime.md,
/// section 7). A steady cycle allocates nothing.
/// </summary>
public sealed class CompiledFunctionNode : Node
{
    private const int MaxPiece = 64;
    private readonly IGuestFunction _function;
    private readonly IGuest _guest;
    private readonly ArgumentPort[] _inputs;
    private readonly ResultPort[] _results;
    private readonly ResultPort? _only;
    private readonly ulong[] _arguments;

    private readonly bool _isNumeric;

    // Samples of numeric inputs, converted by the piece if there are many; a text gets its handle when it is needed.
    private ulong[][]? _columns;
    private readonly ulong[] _returned;
    private readonly int _config;
    private readonly int _area;
    private readonly int _areaSize;
    private readonly bool _isEntry;
    private readonly ExecutionAllowance? _allowance;
    private bool _hasRun;

    /// <summary>Makes the node.</summary>
    /// <param name="guest">The guest that exports the function.</param>
    /// <param name="ir">The node, with its config values.</param>
    /// <param name="outputArea">Where the guest leaves named outputs; -1 for none or an unnamed one.</param>
    /// <param name="isTriggered">Whether the node has an incoming edge.</param>
    /// <param name="isExpression">Whether the function was made from an expression of a flow: it runs whenever it is executed.</param>
    /// <param name="texts">The session's strings.</param>
    /// <param name="allowance">What the guest may spend in a cycle; null for no bound.</param>
    /// <exception cref="DataflowException">The guest does not export the function, or the node lacks a config value.</exception>
    public CompiledFunctionNode(IGuest guest, IrNode ir, int outputArea, bool isTriggered, bool isExpression, TextStore texts, ExecutionAllowance? allowance = null)
    {
        ArgumentNullException.ThrowIfNull(guest);
        ArgumentNullException.ThrowIfNull(ir);
        ArgumentNullException.ThrowIfNull(texts);
        _guest = guest;
        _allowance = allowance;
        _function = guest.Find(ir.Type) ?? throw new DataflowException($"node '{ir.Key}': the guest exports no function '{ir.Type}'");
        _isEntry = !isTriggered && !isExpression;
        _config = ir.Config.Length;
        _arguments = new ulong[ir.Config.Length + ir.Inputs.Length];
        for (var i = 0; i < _config; i++)
        {
            var value = ir.Config[i].Value ?? throw new DataflowException($"node '{ir.Key}' ({ir.Type}) missing required config parameter '{ir.Config[i].Name}'");
            _arguments[i] = Slots.Config(value, ir.Config[i].Type, texts);
        }

        _inputs = [.. ir.Inputs.Select(p => MakeInput(p, texts))];
        _results = [.. ir.Outputs.Select(p => MakeOutput(p, texts))];
        _returned = new ulong[_results.Length == 1 ? 1 : 0];
        _only = outputArea < 0 && _results.Length == 1 ? _results[0] : null;
        _isNumeric = _inputs.All(i => i.IsNumeric);
        _area = outputArea;
        _areaSize = 8 + _results.Sum(r => Slots.SizeOf(r.Element));
        if (outputArea < 0 && _results.Length > 1) throw new DataflowException($"node '{ir.Key}' ({ir.Type}) has several outputs, but no place in memory is known for them");
        if (outputArea >= 0 && _results.Length > 64) throw new DataflowException($"node '{ir.Key}' ({ir.Type}) has more than 64 outputs");
    }

    /// <summary>An expression without a trigger runs in every cycle; everything else when it is triggered, or once per activation.</summary>
    public override NodeWake Wake => _isEntry || _inputs.Length > 0 ? NodeWake.Input : NodeWake.Always;

    /// <inheritdoc/>
    public override void Reset() => _hasRun = false;

    /// <inheritdoc/>
    protected override void SaveState(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteBooleanValue(_hasRun);
    }

    /// <inheritdoc/>
    protected override void LoadState(JsonElement saved) => _hasRun = saved.GetBoolean();

    /// <inheritdoc/>
    public override void Execute(ref NodeContext context)
    {
        if (_isEntry && _hasRun) return;
        if (!RefreshInputs()) return;
        _hasRun = true;
        var calls = _inputs.Length == 0 ? 1 : BatchLength;
        if (calls == 1 || !_isNumeric)
        {
            CallPiece(0, calls, null, ref context);
            calls = 0;
        }

        for (var first = 0; first < calls; first += MaxPiece)
        {
            var piece = Math.Min(calls - first, MaxPiece);
            var columns = _columns ??= [.. _inputs.Select(_ => new ulong[MaxPiece])];
            for (var i = 0; i < columns.Length; i++) _inputs[i].Read(first, columns[i].AsSpan(0, piece));
            if (!CallPiece(first, piece, columns, ref context)) break;
        }

        foreach (var result in _results)
        {
            if (result.Port.Emitted == 0) result.Port.Clear();
            else result.Port.Alignment = _inputs.Length == 0 ? 0 : BatchAlignment;
        }
    }

    /// <summary>Calls the function for consecutive samples; false if every further call of the cycle would fail.</summary>
    /// <param name="first">The first sample.</param>
    /// <param name="piece">How many there are.</param>
    /// <param name="columns">The arguments from inputs; null to read them one by one.</param>
    /// <param name="context">The cycle.</param>
    private bool CallPiece(int first, int piece, ulong[][]? columns, ref NodeContext context)
    {
        var function = _function;
        var arguments = _arguments;
        var (config, cancellation, only) = (_config, context.Cancellation, _only);
        for (var i = 0; i < piece; i++)
        {
            var call = first + i;
            try
            {
                if (columns is null)
                {
                    for (var j = 0; j < _inputs.Length; j++) arguments[config + j] = _inputs[j].Read(call);
                }
                else
                {
                    for (var j = 0; j < columns.Length; j++) arguments[config + j] = columns[j][i];
                }

                function.Invoke(arguments, _returned, context.Key, cancellation);
                if (only is not null) only.Append(_returned[0], TimeAt(only.Port, call, ref context));
                else if (_area >= 0) TakeArea(call, ref context);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                // One failing sample yields nothing; the others are still processed (arc-language.md, section 20).
                context.Report(e, call);
                if (_allowance is { IsExhausted: true } && e is WasmTrapException { Kind: TrapKind.ExecutionBudgetExhausted }) return false;
            }
        }

        return true;
    }

    /// <summary>Takes the outputs that a call assigned: bit i of the first 8 bytes stands for output i, the values follow unpadded.</summary>
    private void TakeArea(int call, ref NodeContext context)
    {
        if (!_guest.Memory.TryRead((uint)_area, (uint)_areaSize, out var memory))
            throw new InvalidOperationException($"the guest's memory ends before its outputs at {_area}");
        var assigned = BinaryPrimitives.ReadUInt64LittleEndian(memory);
        var at = 8;
        for (var i = 0; i < _results.Length; i++)
        {
            var result = _results[i];
            if ((assigned >> i & 1) != 0) result.Append(Slots.Read(memory[at..], result.Element), TimeAt(result.Port, call, ref context));
            at += Slots.SizeOf(result.Element);
        }
    }

    private ArgumentPort MakeInput(IrParam parameter, TextStore texts) => PrimitiveOf(parameter) switch
    {
        Primitive.U8 => Input<byte>(parameter, texts),
        Primitive.U16 => Input<ushort>(parameter, texts),
        Primitive.U32 => Input<uint>(parameter, texts),
        Primitive.U64 => Input<ulong>(parameter, texts),
        Primitive.I8 => Input<sbyte>(parameter, texts),
        Primitive.I16 => Input<short>(parameter, texts),
        Primitive.I32 => Input<int>(parameter, texts),
        Primitive.I64 => Input<long>(parameter, texts),
        Primitive.F32 => Input<float>(parameter, texts),
        Primitive.F64 => Input<double>(parameter, texts),
        _ => Input<Text>(parameter, texts),
    };

    private ResultPort MakeOutput(IrParam parameter, TextStore texts) => PrimitiveOf(parameter) switch
    {
        Primitive.U8 => Output<byte>(parameter, texts),
        Primitive.U16 => Output<ushort>(parameter, texts),
        Primitive.U32 => Output<uint>(parameter, texts),
        Primitive.U64 => Output<ulong>(parameter, texts),
        Primitive.I8 => Output<sbyte>(parameter, texts),
        Primitive.I16 => Output<short>(parameter, texts),
        Primitive.I32 => Output<int>(parameter, texts),
        Primitive.I64 => Output<long>(parameter, texts),
        Primitive.F32 => Output<float>(parameter, texts),
        Primitive.F64 => Output<double>(parameter, texts),
        _ => Output<Text>(parameter, texts),
    };

    private ArgumentPort<T> Input<T>(IrParam parameter, TextStore texts) => new(AddInput<T>(parameter.Name), texts);

    private ResultPort<T> Output<T>(IrParam parameter, TextStore texts) => new(AddOutput<T>(parameter.Name), texts);

    private static Primitive PrimitiveOf(IrParam parameter) => parameter.Type is PrimitiveType type
        ? type.Primitive
        : throw new DataflowException($"'{parameter.Name}' has the type {parameter.Type}, which no sample of a flow can have");
}
