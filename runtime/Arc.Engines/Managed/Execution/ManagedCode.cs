using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using Arc.Engines.Decoding;
using Arc.Engines.Managed.Emission;
using Arc.Engines.Managed.Interpretation;

namespace Arc.Engines.Managed.Execution;

/// <summary>The emitted code of a module for one way of linking it.</summary>
[RequiresDynamicCode("The managed engine emits IL.")]
internal sealed class ManagedCode
{
    /// <summary>Methods of WebAssembly functions are called this and their index.</summary>
    public const string MethodPrefix = "wasm:";

    private readonly Func<int, MethodInfo?> _methods;
    private readonly HashSet<int> _interpreted;
    private readonly ConcurrentDictionary<int, InterpretedBody> _bodies = [];
    private readonly ConcurrentDictionary<FunctionType, RawEntry> _entries = [];
    private readonly ConstructorInvoker _constructor;

    public ManagedCode(
        ModuleInfo info,
        LinkSignature links,
        string assemblyName,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type type,
        Func<int, MethodInfo?> methods,
        HashSet<int> interpreted,
        List<(int Function, int Import)> hostCalls)
    {
        Info = info;
        Links = links;
        AssemblyName = assemblyName;
        _methods = methods;
        _interpreted = interpreted;
        HostCalls = hostCalls;
        _constructor = ConstructorInvoker.Create(type.GetConstructor([typeof(object[])])!);
        foreach (var signature in info.Types) MaxResults = Math.Max(MaxResults, signature.Results.Length);
        var largestBody = 1;
        foreach (var body in info.Bodies) largestBody = Math.Max(largestBody, body.End - body.Start);
        // A byte of code takes a few nanoseconds at worst: a chunk of the budget must not outlast a few milliseconds.
        LargestChunk = Math.Clamp(1_000_000 / largestBody, 1, 16384);
    }

    public ModuleInfo Info { get; }

    public LinkSignature Links { get; }

    public string AssemblyName { get; }

    public int MaxResults { get; }

    /// <summary>Which function calls which import, by the number that emitted code notes; -1 for no function of the module's own.</summary>
    public IReadOnlyList<(int Function, int Import)> HostCalls { get; }

    /// <summary>Most iterations and calls between two looks at cancellation.</summary>
    public int LargestChunk { get; }

    public static string MethodName(int function) => string.Create(CultureInfo.InvariantCulture, $"{MethodPrefix}{function}");

    public ManagedState Create(object?[] targets) => (ManagedState)_constructor.Invoke((object)targets);

    /// <summary>A function of an instance as a value. What was imported from another instance stays that instance's.</summary>
    public FunctionReference Reference(ManagedInstance instance, ManagedState state, int function)
    {
        if (function < Info.ImportedFunctions && instance.ImportTargets[function] is FunctionReference imported) return imported;
        return new FunctionReference(state, function, Info.TypeOf(function), MethodOf(function).MethodHandle.GetFunctionPointer());
    }

    /// <summary>The method of a function of the module's own, or of an import that is exported or referenced.</summary>
    public MethodInfo MethodOf(int function) => _methods(function)!;

    public bool IsInterpreted(int function) => _interpreted.Contains(function);

    public InterpretedBody Interpreted(int function) =>
        _bodies.TryGetValue(function, out var body) ? body : _bodies.GetOrAdd(function, InterpretedBody.Translate(Info, function));

    /// <summary>The raw entry for a signature.</summary>
    public RawEntry Entry(FunctionType type) => _entries.TryGetValue(type, out var entry) ? entry : _entries.GetOrAdd(type, EntryEmitter.Raw(type));
}
