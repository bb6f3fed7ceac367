using System.Diagnostics;
using Arc.Engines.Decoding;
using Arc.Engines.Wasmtime.Native;

namespace Arc.Engines.Wasmtime;

internal sealed unsafe partial class WasmtimeStore
{
    private const int MaxFrames = 64;
    private const byte CallIndirect = 0x11;

    // Fuel does not pay for the length of bulk operations: a second bound, by time, far above what the budget takes otherwise.
    private const double SecondsPerUnit = 50e-9;

    private Exception? ReasonToStop()
    {
        if (_cancellation.IsCancellationRequested) return new OperationCanceledException(_cancellation);
        if (_outermost is not { } instance) return null;
        var now = Stopwatch.GetTimestamp();
        if (instance.Options.Timeout is not null && now >= _deadline)
            return new WasmTrapException(TrapKind.DeadlineExceeded, TrapMessages.DeadlineExceeded(instance.Options));
        if (instance.Options.Allowance is { } allowance && IsOvertime(allowance))
            return new WasmTrapException(TrapKind.ExecutionBudgetExhausted, TrapMessages.AllowanceExhausted(allowance));
        if (_started == 0)
        {
            _started = now;
            return null;
        }
        return instance.Options.ExecutionBudget != 0 && Stopwatch.GetElapsedTime(_started, now).TotalSeconds > 1 + (instance.Options.ExecutionBudget * SecondsPerUnit)
            ? new WasmTrapException(TrapKind.ExecutionBudgetExhausted, TrapMessages.BudgetExhausted(instance.Options))
            : null;
    }

    /// <summary>What the caller of an invocation should see; frees the native side's account of it.</summary>
    private Exception Translate(nint error, nint trap)
    {
        var frames = Frames(error, trap, out var opcode);
        NativeTrap code = default;
        var coded = trap != 0 && Api.TrapCode(trap, &code) != 0;
        string? text = null;
        if (trap != 0)
        {
            if (!coded) text = Errors.TextOfTrap(trap);
            Api.TrapDelete(trap);
        }
        if (error != 0) text = Errors.Take(error);

        var (stop, failure) = (_stop, _hostFailure);
        _stop = _hostFailure = null;
        WasmTrapException seen;
        if (stop is not null)
        {
            if (stop is not WasmTrapException own) return stop;
            seen = own;
        }
        else if (failure is not null)
        {
            if (failure is OperationCanceledException cancelled && cancelled.CancellationToken == _cancellation && _cancellation.IsCancellationRequested) return failure;
            seen = new WasmTrapException(TrapKind.HostFunction, $"{_failedImport}: {failure.Message}", null, failure);
        }
        else if (coded)
        {
            seen = TrapOf(code, opcode);
        }
        else
        {
            return new InvalidOperationException($"Wasmtime refused: {text}");
        }
        if (frames.Length > 0)
        {
            seen.Function ??= frames[0];
            seen.SetFrames(frames);
        }
        return seen;
    }

    private WasmTrapException TrapOf(NativeTrap code, byte opcode)
    {
        var options = _outermost?.Options ?? InstanceOptions.Default;
        return code switch
        {
            NativeTrap.StackOverflow => new WasmTrapException(TrapKind.CallStackExhausted, TrapMessages.CallStackExhausted(options)),
            NativeTrap.OutOfFuel => new WasmTrapException(TrapKind.ExecutionBudgetExhausted, _lender is { } lender ? TrapMessages.AllowanceExhausted(lender) : TrapMessages.BudgetExhausted(options)),
            NativeTrap.MemoryOutOfBounds => Of(TrapKind.MemoryOutOfBounds),
            NativeTrap.TableOutOfBounds => Of(opcode == CallIndirect ? TrapKind.UndefinedElement : TrapKind.TableOutOfBounds),
            NativeTrap.IndirectCallToNull => Of(TrapKind.UninitializedElement),
            NativeTrap.BadSignature => Of(TrapKind.IndirectCallTypeMismatch),
            NativeTrap.IntegerOverflow => Of(TrapKind.IntegerOverflow),
            NativeTrap.IntegerDivisionByZero => Of(TrapKind.IntegerDivideByZero),
            NativeTrap.BadConversionToInteger => Of(TrapKind.InvalidConversionToInteger),
            NativeTrap.Unreachable => Of(TrapKind.Unreachable),
            _ => throw new InvalidOperationException($"Wasmtime trapped with the unknown code {(int)code}."),
        };

        static WasmTrapException Of(TrapKind kind) => new(kind, TrapMessages.Of(kind));
    }

    private string[] Frames(nint error, nint trap, out byte opcode)
    {
        opcode = 0;
        NativeArray native;
        if (trap != 0) Api.TrapTrace(trap, &native);
        else Api.ErrorTrace(error, &native);
        var frames = new string[(int)Math.Min(native.Size, MaxFrames)];
        for (var i = 0; i < frames.Length; i++)
        {
            var frame = ((nint*)native.Data)[i];
            var function = (int)Api.FrameFunction(frame);
            var offset = (long)Api.FrameOffset(frame);
            var info = ModuleOf(function, offset);
            frames[i] = info?.NameOf(function) ?? FormattableString.Invariant($"[{function}]");
            if (i == 0 && info is not null && offset >= 0 && offset < info.Bytes.Length) opcode = info.Bytes[offset];
        }
        Api.FramesDelete(&native);
        return frames;
    }

    // A frame knows its function's index and its place in its module's bytes, though not for all instructions; with several modules in the
    // store both together tell which it is.
    private ModuleInfo? ModuleOf(int function, long offset)
    {
        var only = _instances.Count > 0 ? _instances[0].Info : null;
        foreach (var instance in _instances)
        {
            var info = instance.Info;
            if (info != only) only = null;
            var body = function - info.ImportedFunctions;
            if (body >= 0 && body < info.Bodies.Count && offset >= info.Bodies[body].Start && offset < info.Bodies[body].End) return info;
        }
        return only is not null && function < only.Functions.Count ? only : null;
    }
}
