using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Arc.Engines.Managed.Decoding;
using Arc.Engines.Managed.Execution;

namespace Arc.Engines.Managed.Emission;

/// <summary>Emits the type of a module for one way of linking it, in a collectible assembly of its own.</summary>
internal sealed class ModuleEmitter
{
    private const MethodAttributes StaticMethod = MethodAttributes.Public | MethodAttributes.Static | MethodAttributes.HideBySig;
    private const int MaxLevels = 3;
    private const int MaxMergedBytes = 1024;
    private static int s_assemblies;

    private readonly TypeBuilder _type;
    private readonly MethodBuilder?[] _methods;
    private readonly FieldBuilder?[] _importFields;
    private readonly Dictionary<(int Function, int Level), MethodBuilder> _merged = [];
    private readonly Dictionary<FunctionType, MethodBuilder> _linkedCalls = [];
    private readonly Dictionary<FunctionType, MethodBuilder> _indirectCalls = [];

    private ModuleEmitter(ModuleInfo module, LinkSignature links, TypeBuilder type)
    {
        Module = module;
        Links = links;
        _type = type;
        _methods = new MethodBuilder?[module.Functions.Count];
        _importFields = new FieldBuilder?[links.Bindings.Length];
    }

    public ModuleInfo Module { get; }

    public LinkSignature Links { get; }

    [RequiresDynamicCode("The managed engine emits IL.")]
    public static ManagedCode Emit(ModuleInfo module, LinkSignature links)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"Arc.Guest.{Interlocked.Increment(ref s_assemblies)}");
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName(name), AssemblyBuilderAccess.RunAndCollect);
        // Emitted code works on internals of this assembly.
        assembly.SetCustomAttribute(new CustomAttributeBuilder(
            typeof(IgnoresAccessChecksToAttribute).GetConstructor([typeof(string)])!, [typeof(ModuleEmitter).Assembly.GetName().Name!]));
        var type = assembly.DefineDynamicModule(name).DefineType(
            "Guest", TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.Class, typeof(ManagedState));
        var emitter = new ModuleEmitter(module, links, type);
        emitter.Run();
        return new ManagedCode(module, links, name, type.CreateType());
    }

    public bool IsHostFunction(int function) =>
        function < Module.ImportedFunctions && Links.Bindings[function].Kind != BindingKind.Guest;

    public MethodInfo MethodOf(int function) => _methods[function]!;

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
        copy = Define(string.Create(CultureInfo.InvariantCulture, $"merged{level}:{function}"), Module.TypeOf(function), _type);
        copy.InitLocals = false;
        copy.SetImplementationFlags(MethodImplAttributes.AggressiveInlining);
        _merged.Add((function, level), copy);
        new FunctionEmitter(this, copy.GetILGenerator(), function, level + 1).Emit();
        return copy;
    }

    public FieldInfo? ImportField(int import) => _importFields[import];

    /// <summary>Calls a function of another instance: arguments, <see cref="FunctionReference"/>, state of the caller.</summary>
    public MethodInfo LinkedCall(FunctionType type)
    {
        if (_linkedCalls.TryGetValue(type, out var method)) return method;
        method = Define($"linked:{_linkedCalls.Count}", type, typeof(FunctionReference), _type);
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
        il.BeginExceptionBlock();
        CallCode(il, type, il => il.Emit(OpCodes.Ldloc, owner));
        if (result is not null) il.Emit(OpCodes.Stloc, result);
        il.BeginCatchBlock(typeof(Exception));
        var exception = il.DeclareLocal(typeof(Exception));
        il.Emit(OpCodes.Stloc, exception);
        il.Emit(OpCodes.Ldloc, owner);
        il.Emit(OpCodes.Ldloca, frame);
        IlTypes.LoadArgument(il, target + 1);
        il.Emit(OpCodes.Ldloc, exception);
        il.Emit(OpCodes.Call, IlTypes.Method(typeof(ManagedState), nameof(ManagedState.FailLinked)));
        il.Emit(OpCodes.Throw);
        il.EndExceptionBlock();
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
        method = Define($"indirect:{_indirectCalls.Count}", type, typeof(FunctionReference), _type);
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
        for (var i = 0; i < _methods.Length; i++)
        {
            if (i < Module.ImportedFunctions && !Module.DeclaredReferences.Contains(i) && i != Module.Start) continue;
            var method = Define(ManagedCode.MethodName(i), Module.TypeOf(i), _type);
            method.InitLocals = false;
            _methods[i] = method;
        }
        for (var i = 0; i < _methods.Length; i++)
        {
            if (_methods[i] is not { } method) continue;
            var il = method.GetILGenerator();
            if (i < Module.ImportedFunctions) FunctionEmitter.EmitImportStub(this, il, i);
            else new FunctionEmitter(this, il, i).Emit();
        }
    }

    private MethodBuilder Define(string name, FunctionType type, params ReadOnlySpan<Type> trailing) =>
        _type.DefineMethod(name, StaticMethod, IlTypes.ResultOf(type), IlTypes.ParametersOf(type, trailing));

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
