using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Arc.Engines.Decoding;
using Arc.Engines.Managed.Execution;

namespace Arc.Engines.Managed.Emission;

/// <summary>Emits the type of a module for one way of linking it, in a collectible assembly of its own.</summary>
internal sealed partial class ModuleEmitter
{
    private const MethodAttributes StaticMethod = MethodAttributes.Public | MethodAttributes.Static | MethodAttributes.HideBySig;
    // The runtime bounds the methods of a type.
    private const int PartFunctions = 8192;

    // Beyond these the JIT compiler takes seconds or gives up; such bodies are interpreted.
    private const int MaxCompiledBodyBytes = 64 << 10;
    private const int MaxCompiledLocals = 2000;
    private const int MaxCompiledOperands = 1000;
    private const int MaxCompiledBranchTable = 8192;
    private const int MaxCompiledBytes = 2 << 20;
    private const int MaxCompiledFunctions = 20_000;
    private const int MaxLevels = 3;
    private const int MaxMergedBytes = 1024;
    private static int _assemblies;

    private readonly bool _compileBodies;
    private readonly ModuleBuilder _container;
    private readonly TypeBuilder _type;
    private readonly SortedDictionary<int, TypeBuilder> _parts = [];
    private readonly HashSet<int> _interpreted = [];
    private readonly List<(int Function, int Import)> _hostCalls = [];
    private readonly Dictionary<(int Function, int Import), int> _hostCallNumbers = [];
    private readonly MethodBuilder?[] _methods;
    private readonly FieldBuilder?[] _importFields;
    private readonly Dictionary<(int Function, int Level), MethodBuilder> _merged = [];
    private readonly Dictionary<FunctionType, MethodBuilder> _linkedCalls = [];
    private readonly Dictionary<FunctionType, MethodBuilder> _indirectCalls = [];

    private ModuleEmitter(ModuleInfo module, LinkSignature links, ModuleBuilder container, TypeBuilder type, bool compileBodies)
    {
        _compileBodies = compileBodies;
        _container = container;
        Module = module;
        Links = links;
        _type = type;
        _methods = new MethodBuilder?[module.Functions.Count];
        _importFields = new FieldBuilder?[links.Bindings.Length];
    }

    public ModuleInfo Module { get; }

    public LinkSignature Links { get; }

    [RequiresDynamicCode("The managed engine emits IL.")]
    public static ManagedCode Emit(ModuleInfo module, LinkSignature links, bool compileBodies)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"Arc.Guest.{Interlocked.Increment(ref _assemblies)}");
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName(name), AssemblyBuilderAccess.RunAndCollect);
        // Emitted code works on internals of this assembly.
        assembly.SetCustomAttribute(new CustomAttributeBuilder(
            typeof(IgnoresAccessChecksToAttribute).GetConstructor([typeof(string)])!, [typeof(ModuleEmitter).Assembly.GetName().Name!]));
        var container = assembly.DefineDynamicModule(name);
        var type = container.DefineType("Guest", TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.Class, typeof(ManagedState));
        var emitter = new ModuleEmitter(module, links, container, type, compileBodies);
        emitter.Run();
        var guest = type.CreateType();
        var parts = new Dictionary<int, Type>();
        foreach (var (number, part) in emitter._parts) parts.Add(number, part.CreateType());
        return new ManagedCode(module, links, name, guest, Lookup, emitter._interpreted, emitter._hostCalls);

        [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Emitted types are not trimmed.")]
        MethodInfo? Lookup(int function) =>
            parts.TryGetValue(function / PartFunctions, out var part) ? part.GetMethod(ManagedCode.MethodName(function)) : null;
    }

    public bool IsHostFunction(int function) =>
        function < Module.ImportedFunctions && Links.Bindings[function].Kind != BindingKind.Guest;

    /// <summary>The method of a function; that of an interpreted one, made on first demand, passes its arguments to the interpreter.</summary>
    public MethodInfo MethodOf(int function)
    {
        if (_methods[function] is { } known) return known;
        var method = DefineFunction(function);
        EmitInterpreterCall(method.GetILGenerator(), function);
        return method;
    }

    /// <summary>
    /// What a function calls when it calls itself: a copy of its body, if that is short, which the JIT compiler merges into it. The copy of
    /// the last level calls the function. Recursion then runs several levels to a call.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="level">The level of the caller, 0 for the function itself.</param>
    /// <param name="selfCalls">How often the body calls the function.</param>
    public MethodInfo NextLevel(int function, int level, int selfCalls)
    {
        if (level >= MaxLevels) return MethodOf(function);
        var body = Module.Bodies[function - Module.ImportedFunctions];
        long size = body.End - body.Start;
        var copies = 0L;
        for (var i = 0; i <= level; i++) copies = (copies + 1) * selfCalls;
        if (size * copies > MaxMergedBytes) return MethodOf(function);
        if (_merged.TryGetValue((function, level), out var copy)) return copy;
        copy = Define(Part(function), string.Create(CultureInfo.InvariantCulture, $"merged{level}:{function}"), Module.TypeOf(function), _type);
        copy.InitLocals = false;
        copy.SetImplementationFlags(MethodImplAttributes.AggressiveInlining);
        _merged.Add((function, level), copy);
        new FunctionEmitter(this, copy.GetILGenerator(), function, level + 1).Emit();
        return copy;
    }

    public FieldInfo? ImportField(int import) => _importFields[import];

    /// <summary>The number of the calls that a function makes to an import; -1 stands for no function of the module's own.</summary>
    public int HostCall(int function, int import)
    {
        if (_hostCallNumbers.TryGetValue((function, import), out var number)) return number;
        number = _hostCalls.Count;
        _hostCalls.Add((function, import));
        _hostCallNumbers.Add((function, import), number);
        return number;
    }

    private void Run()
    {
        EmitConstructor();
        ChooseInterpreted();
        for (var i = 0; i < _methods.Length; i++)
        {
            var needed = i < Module.ImportedFunctions
                ? _interpreted.Count > 0 || i == Module.Start || Module.DeclaredReferences.Contains(i)
                : !_interpreted.Contains(i);
            if (needed) DefineFunction(i);
        }
        for (var i = 0; i < _methods.Length; i++)
        {
            if (_interpreted.Contains(i))
            {
                if (i == Module.Start || Module.DeclaredReferences.Contains(i)) MethodOf(i);
            }
            else if (_methods[i] is { } method)
            {
                var il = method.GetILGenerator();
                if (i < Module.ImportedFunctions) FunctionEmitter.EmitImportStub(this, il, i);
                else new FunctionEmitter(this, il, i).Emit();
            }
        }
    }

    private void ChooseInterpreted()
    {
        long compiled = 0;
        for (var i = 0; i < Module.Bodies.Count; i++)
        {
            var body = Module.Bodies[i];
            var size = body.End - body.Start;
            var compile = _compileBodies && size <= MaxCompiledBodyBytes && body.LocalCount <= MaxCompiledLocals &&
                body.MaxOperands <= MaxCompiledOperands && body.MaxBranchTable <= MaxCompiledBranchTable && compiled + size <= MaxCompiledBytes &&
                i - _interpreted.Count < MaxCompiledFunctions;
            if (compile) compiled += size;
            else _interpreted.Add(Module.ImportedFunctions + i);
        }
    }

    private MethodBuilder DefineFunction(int function)
    {
        var method = Define(Part(function), ManagedCode.MethodName(function), Module.TypeOf(function), _type);
        method.InitLocals = false;
        return _methods[function] = method;
    }

    private TypeBuilder Part(int function)
    {
        var number = function / PartFunctions;
        if (_parts.TryGetValue(number, out var part)) return part;
        part = _container.DefineType(
            string.Create(CultureInfo.InvariantCulture, $"Code{number}"), TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        _parts.Add(number, part);
        return part;
    }

    private static MethodBuilder Define(TypeBuilder owner, string name, FunctionType type, params ReadOnlySpan<Type> trailing) =>
        owner.DefineMethod(name, StaticMethod, IlTypes.ResultOf(type), IlTypes.ParametersOf(type, trailing));

    /// <summary>The constructor takes the targets of bound imports, by import number.</summary>
    private void EmitConstructor()
    {
        var constructor = _type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, [typeof(object[])]);
        var il = constructor.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, typeof(ManagedState).GetConstructor(BindingFlags.NonPublic | BindingFlags.Instance, [])!);
        for (var i = 0; i < _importFields.Length; i++)
        {
            if (Links.Bindings[i].FieldType is not { } type) continue;
            var field = _type.DefineField(string.Create(CultureInfo.InvariantCulture, $"import{i}"), type, FieldAttributes.Public);
            _importFields[i] = field;
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldarg_1);
            IlTypes.LoadInt(il, i);
            il.Emit(OpCodes.Ldelem_Ref);
            il.Emit(OpCodes.Castclass, type);
            il.Emit(OpCodes.Stfld, field);
        }
        il.Emit(OpCodes.Ret);
    }
}
