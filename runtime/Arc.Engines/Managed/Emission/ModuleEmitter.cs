using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Arc.Engines.Managed.Decoding;
using Arc.Engines.Managed.Execution;
using Arc.Engines.Managed.Interpretation;

namespace Arc.Engines.Managed.Emission;

/// <summary>Emits the type of a module for one way of linking it, in a collectible assembly of its own.</summary>
internal sealed class ModuleEmitter
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
    private static int s_assemblies;

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
        var name = string.Create(CultureInfo.InvariantCulture, $"Arc.Guest.{Interlocked.Increment(ref s_assemblies)}");
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

    /// <summary>Calls a function of another instance: arguments, <see cref="FunctionReference"/>, state of the caller.</summary>
    public MethodInfo LinkedCall(FunctionType type)
    {
        if (_linkedCalls.TryGetValue(type, out var method)) return method;
        method = Define(_type, $"linked:{_linkedCalls.Count}", type, typeof(FunctionReference), _type);
        _linkedCalls.Add(type, method);
        var il = method.GetILGenerator();
        var target = type.Parameters.Length;
        var owner = il.DeclareLocal(typeof(ManagedState));
        var frame = il.DeclareLocal(typeof(InvocationFrame));
        var result = type.Results.IsEmpty ? null : il.DeclareLocal(IlTypes.ResultOf(type));
        IlTypes.LoadArgument(il, target);
        il.Emit(OpCodes.Ldfld, typeof(FunctionReference).GetField(nameof(FunctionReference.Owner))!);
        il.Emit(OpCodes.Stloc, owner);
        il.Emit(OpCodes.Ldloc, owner);
        il.Emit(OpCodes.Ldloca, frame);
        IlTypes.LoadArgument(il, target + 1);
        il.Emit(OpCodes.Call, IlTypes.Method(typeof(ManagedState), nameof(ManagedState.EnterLinked)));
        var exception = il.DeclareLocal(typeof(Exception));
        var succeeded = il.DefineLabel();
        il.BeginExceptionBlock();
        CallCode(il, type, il => il.Emit(OpCodes.Ldloc, owner));
        if (result is not null) il.Emit(OpCodes.Stloc, result);
        il.Emit(OpCodes.Leave, succeeded);
        il.BeginCatchBlock(typeof(Exception));
        il.Emit(OpCodes.Stloc, exception);
        il.EndExceptionBlock();
        il.Emit(OpCodes.Ldloc, owner);
        il.Emit(OpCodes.Ldloca, frame);
        IlTypes.LoadArgument(il, target + 1);
        il.Emit(OpCodes.Ldloc, exception);
        il.Emit(OpCodes.Call, IlTypes.Method(typeof(ManagedState), nameof(ManagedState.FailLinked)));
        il.MarkLabel(succeeded);
        il.Emit(OpCodes.Ldloc, owner);
        il.Emit(OpCodes.Ldloca, frame);
        IlTypes.LoadArgument(il, target + 1);
        IlTypes.LoadInt(il, type.Results.Length);
        il.Emit(OpCodes.Call, IlTypes.Method(typeof(ManagedState), nameof(ManagedState.ExitLinked)));
        if (result is not null) il.Emit(OpCodes.Ldloc, result);
        il.Emit(OpCodes.Ret);
        return method;
    }

    /// <summary>Calls a function reference of this or another instance: arguments, <see cref="FunctionReference"/>, state.</summary>
    public MethodInfo IndirectCall(FunctionType type)
    {
        if (_indirectCalls.TryGetValue(type, out var method)) return method;
        method = Define(_type, $"indirect:{_indirectCalls.Count}", type, typeof(FunctionReference), _type);
        _indirectCalls.Add(type, method);
        var il = method.GetILGenerator();
        var target = type.Parameters.Length;
        var foreign = il.DefineLabel();
        IlTypes.LoadArgument(il, target);
        il.Emit(OpCodes.Ldfld, typeof(FunctionReference).GetField(nameof(FunctionReference.Owner))!);
        IlTypes.LoadArgument(il, target + 1);
        il.Emit(OpCodes.Bne_Un, foreign);
        CallCode(il, type, il => IlTypes.LoadArgument(il, target + 1));
        il.Emit(OpCodes.Ret);
        il.MarkLabel(foreign);
        for (var i = 0; i <= target + 1; i++) IlTypes.LoadArgument(il, i);
        il.Emit(OpCodes.Call, LinkedCall(type));
        il.Emit(OpCodes.Ret);
        return method;
    }

    private static void CallCode(ILGenerator il, FunctionType type, Action<ILGenerator> loadOwner)
    {
        var target = type.Parameters.Length;
        for (var i = 0; i < target; i++) IlTypes.LoadArgument(il, i);
        loadOwner(il);
        IlTypes.LoadArgument(il, target);
        il.Emit(OpCodes.Ldfld, typeof(FunctionReference).GetField(nameof(FunctionReference.Code))!);
        il.EmitCalli(
            OpCodes.Calli, CallingConventions.Standard, IlTypes.ResultOf(type), IlTypes.ParametersOf(type, typeof(ManagedState)), null);
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

    /// <summary>Passes the arguments to the interpreter in slots and takes the results out of them.</summary>
    private void EmitInterpreterCall(ILGenerator il, int function)
    {
        var type = Module.TypeOf(function);
        var state = type.Parameters.Length;
        var slots = il.DeclareLocal(typeof(ulong*));
        IlTypes.LoadInt(il, Math.Max(1, Math.Max(state, type.Results.Length)) * sizeof(ulong));
        il.Emit(OpCodes.Conv_U);
        il.Emit(OpCodes.Localloc);
        il.Emit(OpCodes.Stloc, slots);
        for (var i = 0; i < state; i++)
        {
            LoadSlotAddress(il, slots, i);
            IlTypes.LoadArgument(il, i);
            if (IlTypes.IsReference(type.Parameters[i]))
            {
                IlTypes.LoadArgument(il, state);
                il.Emit(OpCodes.Call, IlTypes.Method(typeof(ManagedState), nameof(ManagedState.ToSlot)));
            }
            else
            {
                IlTypes.ToSlot(il, type.Parameters[i]);
            }
            il.Emit(OpCodes.Stind_I8);
        }
        il.Emit(OpCodes.Ldloc, slots);
        IlTypes.LoadArgument(il, state);
        IlTypes.LoadInt(il, function);
        il.Emit(OpCodes.Call, IlTypes.Method(typeof(Interpreter), nameof(Interpreter.Call)));
        for (var i = type.Results.Length - 1; i >= 0; i--)
        {
            var reference = IlTypes.IsReference(type.Results[i]);
            if (i > 0)
            {
                IlTypes.LoadArgument(il, state);
                il.Emit(OpCodes.Ldfld, typeof(ManagedState).GetField(reference ? nameof(ManagedState.ExtraReferences) : nameof(ManagedState.Extra))!);
                IlTypes.LoadInt(il, i - 1);
            }
            LoadSlotAddress(il, slots, i);
            il.Emit(OpCodes.Ldind_I8);
            if (reference)
            {
                IlTypes.LoadArgument(il, state);
                il.Emit(OpCodes.Call, IlTypes.Method(typeof(ManagedState), nameof(ManagedState.FromSlot)));
            }
            if (i > 0) il.Emit(reference ? OpCodes.Stelem_Ref : OpCodes.Stelem_I8);
            else if (!reference) IlTypes.FromSlot(il, type.Results[i]);
        }
        il.Emit(OpCodes.Ret);
    }

    private static void LoadSlotAddress(ILGenerator il, LocalBuilder slots, int slot)
    {
        il.Emit(OpCodes.Ldloc, slots);
        if (slot == 0) return;
        IlTypes.LoadInt(il, slot * sizeof(ulong));
        il.Emit(OpCodes.Conv_U);
        il.Emit(OpCodes.Add);
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
