using System.Runtime.InteropServices;

namespace Arc.Engines.Wasmtime.Native;

/// <summary>What decides about compiled code and its limits, and so needs a native engine of its own.</summary>
/// <param name="CountsFuel">Whether compiled code counts instructions.</param>
/// <param name="StackBytes">Bytes of call stack of an outermost invocation.</param>
/// <param name="Compiler">What makes machine code.</param>
internal readonly record struct EngineVariant(bool CountsFuel, int StackBytes, CompilerKind Compiler)
{
    public static EngineVariant Of(InstanceOptions options, CompilerKind compiler) => new(options.ExecutionBudget != 0 || options.Allowance is not null, options.CallStackBytes, compiler);

    /// <summary>Whether code for one runs on the other.</summary>
    public bool SharesCodeWith(EngineVariant other) => this with { StackBytes = other.StackBytes } == other;
}

/// <summary>What makes machine code.</summary>
internal enum CompilerKind
{
    /// <summary>Cranelift, optimising. Its time and memory grow out of bounds with very large functions.</summary>
    Optimising,

    /// <summary>Winch: one pass, a fraction of the time and memory, slower code, not every machine and not every instruction.</summary>
    Baseline,

    /// <summary>Cranelift without optimisation, for large functions that <see cref="Baseline"/> does not take.</summary>
    Quick,
}

/// <summary>A native engine with one configuration: WebAssembly 2.0 without vectors, epochs on.</summary>
internal sealed class NativeEngine : IDisposable
{
    private const byte Cranelift = 1;
    private const byte Winch = 2;
    private const byte SinglePass = 1;
    private readonly Handle _handle;

    public NativeEngine(EngineVariant variant)
    {
        Variant = variant;
        var config = Api.ConfigNew();
        Api.ConfigEpochs(config, true);
        Api.ConfigFuel(config, variant.CountsFuel);
        Api.ConfigStack(config, (nuint)variant.StackBytes);
        // Unused, but it must be larger than the other.
        Api.ConfigAsyncStack(config, (nuint)variant.StackBytes + (1 << 20));
        Api.ConfigStrategy(config, variant.Compiler == CompilerKind.Baseline ? Winch : Cranelift);
        if (variant.Compiler == CompilerKind.Quick)
        {
            Api.ConfigOptimisation(config, 0);
            Api.ConfigRegisterAllocation(config, SinglePass);
        }
        Api.ConfigRelaxedVectors(config, false);
        // The baseline compiler takes them for granted; no module with vectors gets this far anyway.
        if (variant.Compiler != CompilerKind.Baseline) Api.ConfigVectors(config, false);
        Api.ConfigThreads(config, false);
        Api.ConfigTailCalls(config, false);
        Api.ConfigCollection(config, false);
        Api.ConfigFunctionReferences(config, false);
        Api.ConfigExceptions(config, false);
        Api.ConfigSeveralMemories(config, false);
        Api.ConfigLargeMemories(config, false);
        Api.ConfigWideArithmetic(config, false);
        // Mach ports would take exceptions of .NET's own threads too; signals are passed on to the handler that was there before.
        Api.ConfigMachPorts(config, false);
        _handle = new Handle(Api.EngineNew(config));
        EpochClock.Add(this);
    }

    public EngineVariant Variant { get; }

    /// <summary>Signatures of host functions.</summary>
    public NativeFunctionTypes FunctionTypes => _handle.FunctionTypes;

    /// <summary>The native engine. The caller keeps this object alive.</summary>
    public nint Pointer => _handle.DangerousGetHandle();

    /// <summary>Advances the epoch: every invocation on this engine looks at its limits.</summary>
    public void Tick()
    {
        var added = false;
        try
        {
            _handle.DangerousAddRef(ref added);
            Api.EngineIncrementEpoch(_handle.DangerousGetHandle());
        }
        finally
        {
            if (added) _handle.DangerousRelease();
        }
    }

    public void Dispose() => _handle.Dispose();

    private sealed class Handle : SafeHandle
    {
        public Handle(nint engine)
            : base(0, true) =>
            SetHandle(engine);

        public NativeFunctionTypes FunctionTypes { get; } = new();

        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            FunctionTypes.Clear();
            Api.EngineDelete(handle);
            return true;
        }
    }
}
