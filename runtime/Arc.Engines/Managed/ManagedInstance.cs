using System.Diagnostics.CodeAnalysis;
using Arc.Engines.Linking;
using Arc.Engines.Managed.Execution;
using Arc.Sdk.Hosting;

namespace Arc.Engines.Managed;

/// <summary>An instance of the managed engine.</summary>
[RequiresDynamicCode("The managed engine emits IL.")]
internal sealed class ManagedInstance : WasmInstance, IExternProvider
{
    private readonly ManagedModule _module;
    private readonly ManagedState _state;
    private readonly LinearMemory? _memory;
    private readonly Dictionary<int, ManagedFunction> _functions = [];
    private readonly List<object> _references = [];
    private readonly Dictionary<object, ulong> _slots = [];

    public ManagedInstance(ManagedModule module, ManagedCode code, ResolvedImports links, InstanceOptions options)
    {
        _module = module;
        Code = code;
        ImportTargets = links.Targets;
        ImportNames = links.Names;
        Budget = options.ExecutionBudget == 0 ? long.MaxValue : options.ExecutionBudget;
        FirstChunk = Math.Min(Budget, Math.Min(256, code.LargestChunk));
        var info = code.Info;
        _memory = links.Memories.Count > 0 ? links.Memories[0]
            : info.Memories.Count > 0 ? new LinearMemory(info.Memories[0].Minimum, info.Memories[0].Maximum, options.MaxMemoryBytes)
            : null;
        var tables = new List<WasmTable>(links.Tables);
        foreach (var table in info.Tables.Skip(info.ImportedTables))
            tables.Add(new WasmTable(table.Element, table.Limits.Minimum, table.Limits.Maximum, options.MaxTableElements));
        var globals = new List<WasmGlobal>(links.Globals);
        foreach (var global in info.Globals.Skip(info.ImportedGlobals)) globals.Add(new WasmGlobal(global.Type, global.Mutable));
        _state = code.Create(links.Targets);
        _state.Initialise(this, options, _memory, [.. tables], [.. globals]);
    }

    public ManagedCode Code { get; }

    /// <summary>The emitted type.</summary>
    internal Type StateType => _state.GetType();

    public object?[] ImportTargets { get; }

    public string[] ImportNames { get; }

    /// <summary>Iterations and calls of an outermost invocation.</summary>
    public long Budget { get; }

    /// <summary>How much of it is handed out without looking at cancellation first.</summary>
    public long FirstChunk { get; }

    public override WasmModule Module => _module;

    public override GuestMemory Memory => (GuestMemory?)_memory ?? GuestMemory.Unreadable;

    public override bool TryGetFunction(string export, [NotNullWhen(true)] out WasmFunction? function)
    {
        ArgumentNullException.ThrowIfNull(export);
        _state.ThrowIfDisposed();
        function = null;
        if (!Code.Info.ExportsByName.TryGetValue(export, out var candidate) || candidate.Kind != WasmExternKind.Function) return false;
        if (!_functions.TryGetValue(candidate.Index, out var found))
            _functions.Add(candidate.Index, found = new ManagedFunction(_state.ReferenceTo(candidate.Index)));
        function = found;
        return true;
    }

    public object GetExtern(string export)
    {
        _state.ThrowIfDisposed();
        if (!Code.Info.ExportsByName.TryGetValue(export, out var found))
            throw new ArgumentException($"The module exports no '{export}'.", nameof(export));
        return found.Kind switch
        {
            WasmExternKind.Table => _state.Tables[found.Index],
            WasmExternKind.Memory => _memory!,
            WasmExternKind.Global => _state.Globals[found.Index],
            _ => GetFunction(export),
        };
    }

    public override bool TryReadGlobal(string export, out ulong bits)
    {
        ArgumentNullException.ThrowIfNull(export);
        _state.ThrowIfDisposed();
        bits = 0;
        if (!Code.Info.ExportsByName.TryGetValue(export, out var found) || found.Kind != WasmExternKind.Global) return false;
        var global = _state.Globals[found.Index];
        bits = global.Type is WasmValueType.FuncRef or WasmValueType.ExternRef ? AddReference(global.Reference) : global.Bits;
        return true;
    }

    /// <summary>A slot for a reference: 0 is null, otherwise one more than its position among those handed out.</summary>
    internal override ulong AddReference(object? reference)
    {
        if (reference is null) return 0;
        if (_slots.TryGetValue(reference, out var slot)) return slot;
        _references.Add(reference);
        return _slots[reference] = (ulong)_references.Count;
    }

    internal override object? GetReference(ulong slot) => slot == 0 ? null : _references[checked((int)(slot - 1))];

    /// <summary>Calls a function for the interpreter; the results replace the arguments.</summary>
    public unsafe void CallRaw(int function, ulong* slots) => CallRaw(_state.ReferenceTo(function), slots);

    /// <inheritdoc cref="CallRaw(int, ulong*)"/>
    public unsafe void CallRaw(FunctionReference target, ulong* slots)
    {
        var entry = Code.Entry(target.Type);
        if (target.Owner == _state)
        {
            entry(target.Code, _state, slots, slots);
            return;
        }
        var owner = target.Owner.Instance;
        Exchange(target.Type.Parameters, slots, this, owner);
        InvocationFrame frame = default;
        Exception? failure = null;
        target.Owner.EnterLinked(ref frame, _state);
        try
        {
            entry(target.Code, target.Owner, slots, slots);
        }
        catch (Exception exception)
        {
            failure = exception;
        }
        if (failure is not null) target.Owner.FailLinked(ref frame, _state, failure);
        target.Owner.ExitLinked(ref frame, _state, 0);
        Exchange(target.Type.Results, slots, owner, this);
    }

    /// <summary>Evaluates globals, copies active segments and runs the start function.</summary>
    public void Start(ResolvedImports links)
    {
        var info = Code.Info;
        for (var i = 0; i < info.GlobalValues.Count; i++)
        {
            var global = _state.Globals[info.ImportedGlobals + i];
            global.Bits = _state.EvaluateNumber(info.GlobalValues[i]);
            if (global.Type is WasmValueType.FuncRef or WasmValueType.ExternRef) global.Reference = _state.EvaluateReference(info.GlobalValues[i]);
        }
        try
        {
            _state.Initialise(info);
            if (info.Start is { } start) new ManagedFunction(_state.ReferenceTo(start)).Invoke([], []);
        }
        catch
        {
            // What the segments put into shared tables and memories before the failure stays (WebAssembly 2.0, section 4.5.4).
            if (links.Tables.Count == 0) Dispose();
            throw;
        }
    }

    protected override void Dispose(bool disposing) => _state.Dispose();

    // Slots of references mean something to their own instance only.
    private static unsafe void Exchange(ReadOnlySpan<WasmValueType> types, ulong* slots, ManagedInstance from, ManagedInstance to)
    {
        for (var i = 0; i < types.Length; i++)
            if (types[i] is WasmValueType.FuncRef or WasmValueType.ExternRef) slots[i] = to.AddReference(from.GetReference(slots[i]));
    }
}
