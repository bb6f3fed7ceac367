using System.Collections.Immutable;
using Arc.Compiler.Linking;
using Arc.Compiler.Wasm;
using Arc.Language.Binding;
using Arc.Language.Syntax;
using Arc.Sdk.Symbols;
using Arc.Sdk.Types;

namespace Arc.Compiler.Emission;

/// <summary>Emits all functions of a program, links their calls and lays out the module.</summary>
internal sealed class ProgramEmitter
{
    private const int MaxFunctions = 90_000;
    private const int MaxLocals = 50_000;
    private const int MaxBodyBytes = 7_600_000;
    private const int MaxParameters = 1_000;

    private readonly BoundProgram _program;
    private readonly CallResolver _resolver;
    private readonly Dictionary<string, BoundFunction> _functions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OutputArea> _areas = new(StringComparer.Ordinal);
    private readonly Lazy<HashSet<string>> _cycles;
    private readonly List<WasmBody> _bodies;
    private bool _usesRemainder;
    private int _areaBytes;

    public ProgramEmitter(BoundProgram program, ISymbolResolver symbols)
    {
        _program = program;
        _resolver = new CallResolver(symbols);
        _cycles = new(() => CallCycles.Find(program));
        _bodies = new(program.Functions.Length + 1);
        Calls = new HostCalls(_resolver);
    }

    public CodeWriter Code { get; } = new();

    public DataArea Data { get; } = new();

    public HostCalls Calls { get; }

    /// <summary>Compiles, then links.</summary>
    public (byte[] Wasm, LinkResult Links, ImmutableSortedDictionary<string, int> OutputBases) Emit()
    {
        foreach (var function in _program.Functions) Declare(function);
        foreach (var function in _program.Functions) _bodies.Add(EmitFunction(function));
        if (_usesRemainder) _bodies.Add(FloatRemainder.Emit(Code));

        var links = LinkResult.Of(_resolver.References, _bodies);
        Code.PatchCalls(links.Indices);
        var areas = Align(Data.Bytes.Length);
        Code.PatchAddresses(areas);
        var wasm = ModuleWriter.Write(links.Imports, _bodies, Code, Data.Bytes, areas + _areaBytes);
        return (wasm, links, _areas.ToImmutableSortedDictionary(a => a.Key, a => areas + a.Value.Base, StringComparer.Ordinal));
    }

    /// <summary>The type under which a function is compiled: config, then inputs; the only output, named or not, is the result.</summary>
    public static WasmSignature SignatureOf(BoundFunction function) =>
        new([.. ParametersOf(function).Select(p => WasmTypes.Of(p.Type))], ResultOf(function) is { } result ? WasmTypes.Of(result) : null);

    public OutputArea? AreaOf(BoundFunction function) => _areas.GetValueOrDefault(function.Name);

    public bool IsReentrant(BoundFunction function) => _cycles.Value.Contains(function.Name);

    public int HandleOf(BoundFunctionCall call)
    {
        var callee = _functions[call.Function];
        return _resolver.Resolve(call.Function, new CallSignature([.. ParametersOf(callee).Select(p => new Parameter(p.Name, p.Type))], ResultOf(callee)));
    }

    public int HandleOf(BoundMemberCall call)
    {
        var signature = call.Symbol.Call!;
        var concrete = new CallSignature([.. signature.Parameters.Select((p, i) => p with { Type = Concrete(p.Type, call) })], call.Type);
        return _resolver.Member(call.Symbol, variable => call.Binding[variable], concrete);
    }

    public int RemainderHandle()
    {
        _usesRemainder = true;
        var f64 = ArcType.Of(Primitive.F64);
        return _resolver.Resolve(FloatRemainder.Name, new CallSignature([new Parameter("x", f64), new Parameter("y", f64)], f64));
    }

    private static ArcType Concrete(ArcType type, BoundMemberCall call) =>
        TypeVariables.Substitute(type, variable => call.Binding.TryGetValue(variable, out var primitive) ? ArcType.Of(primitive) : null);

    private static IEnumerable<BoundVariable> ParametersOf(BoundFunction function) => function.Config.Concat(function.Inputs);

    private static ArcType? ResultOf(BoundFunction function) => function.Outputs is [var single] ? single.Type : function.Result;

    private static int Align(int address) => (address + 7) & ~7;

    private void Declare(BoundFunction function)
    {
        if (function.Name == GuestNames.Memory)
            throw new CompilationException("a function cannot be called 'memory', because the compiled program exports its memory under this name; rename it", function.Span);
        if (function.Outputs.Length > OutputArea.MaxOutputs)
            throw Limit(function, $"{function.Outputs.Length} outputs", OutputArea.MaxOutputs);
        if (function.Config.Length + function.Inputs.Length > MaxParameters)
            throw Limit(function, $"{function.Config.Length + function.Inputs.Length} parameters", MaxParameters);
        _functions.Add(function.Name, function);
        if (_functions.Count > MaxFunctions)
            throw new CompilationException($"the program has more than {MaxFunctions} functions; split it", function.Span);
        if (function.Outputs.IsEmpty) return;
        var area = OutputArea.At(_areaBytes, function.Outputs);
        _areaBytes = Align(_areaBytes + area.Size);
        _areas.Add(function.Name, area);
    }

    private WasmBody EmitFunction(BoundFunction function)
    {
        var emitter = new FunctionEmitter(this, function);
        var body = emitter.Emit();
        if (emitter.LocalCount > MaxLocals) throw Limit(function, $"{emitter.LocalCount} variables", MaxLocals);
        if (body.End - body.Start > MaxBodyBytes) throw Limit(function, $"{body.End - body.Start} bytes of code", MaxBodyBytes);
        return body;
    }

    private static CompilationException Limit(BoundFunction function, string has, int limit) =>
        new($"function '{function.Name}' has {has}, the limit is {limit}; split it", new SourceSpan(function.Span.Start, Math.Min(function.Span.Length, function.Name.Length)));
}
