using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using Arc.Engines.Managed.Decoding;
using Arc.Engines.Managed.Emission;

namespace Arc.Engines.Managed.Execution;

/// <summary>The emitted code of a module for one way of linking it.</summary>
internal sealed class ManagedCode
{
    /// <summary>Methods of WebAssembly functions are called this and their index.</summary>
    public const string MethodPrefix = "wasm:";

    private const DynamicallyAccessedMemberTypes Members =
        DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.PublicConstructors;

    [DynamicallyAccessedMembers(Members)]
    private readonly Type _type;
    private readonly ConstructorInvoker _constructor;

    public ManagedCode(ModuleInfo info, LinkSignature links, string assemblyName, [DynamicallyAccessedMembers(Members)] Type type)
    {
        Info = info;
        Links = links;
        AssemblyName = assemblyName;
        _type = type;
        _constructor = ConstructorInvoker.Create(type.GetConstructor([typeof(object[])])!);
        foreach (var signature in info.Types) MaxResults = Math.Max(MaxResults, signature.Results.Length);
        var largestBody = 1;
        foreach (var body in info.Bodies) largestBody = Math.Max(largestBody, body.End - body.Start);
        // A byte of code takes about a nanosecond at worst: a chunk of the budget must not outlast a few milliseconds.
        LargestChunk = Math.Clamp(4_000_000 / largestBody, 1, 16384);
    }

    public ModuleInfo Info { get; }

    public LinkSignature Links { get; }

    public string AssemblyName { get; }

    public int MaxResults { get; }

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
    public MethodInfo MethodOf(int function) => _type.GetMethod(MethodName(function))!;

    /// <summary>What a trap calls an import: <c>module.member</c>.</summary>
    public static string ImportName(int import, ManagedInstance instance) =>
        (uint)import < (uint)instance.ImportNames.Length ? instance.ImportNames[import] : "host";
}
