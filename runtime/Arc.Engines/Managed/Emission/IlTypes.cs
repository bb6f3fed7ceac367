using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Emit;
using Arc.Engines.Managed.Execution;

namespace Arc.Engines.Managed.Emission;

/// <summary>.NET counterparts of WebAssembly types, and IL that moves values between them and raw 64-bit slots.</summary>
internal static class IlTypes
{
    private static readonly MethodInfo SingleToBits = Method(typeof(BitConverter), nameof(BitConverter.SingleToInt32Bits));
    private static readonly MethodInfo BitsToSingle = Method(typeof(BitConverter), nameof(BitConverter.Int32BitsToSingle));
    private static readonly MethodInfo DoubleToBits = Method(typeof(BitConverter), nameof(BitConverter.DoubleToInt64Bits));
    private static readonly MethodInfo BitsToDouble = Method(typeof(BitConverter), nameof(BitConverter.Int64BitsToDouble));

    public static Type Of(WasmValueType type) => type switch
    {
        WasmValueType.I32 => typeof(int),
        WasmValueType.I64 => typeof(long),
        WasmValueType.F32 => typeof(float),
        WasmValueType.F64 => typeof(double),
        _ => typeof(object),
    };

    /// <summary>The .NET result: the first one; further ones travel through <see cref="ManagedState.Extra"/>.</summary>
    public static Type ResultOf(FunctionType type) => type.Results.IsEmpty ? typeof(void) : Of(type.Results[0]);

    /// <summary>The .NET parameters, followed by the state.</summary>
    public static Type[] ParametersOf(FunctionType type, params ReadOnlySpan<Type> trailing)
    {
        var types = new Type[type.Parameters.Length + trailing.Length];
        for (var i = 0; i < type.Parameters.Length; i++) types[i] = Of(type.Parameters[i]);
        trailing.CopyTo(types.AsSpan(type.Parameters.Length));
        return types;
    }

    public static bool IsReference(WasmValueType type) => type is WasmValueType.FuncRef or WasmValueType.ExternRef;

    /// <summary>Turns a slot on the stack into a number; a reference takes the state after it.</summary>
    public static void FromSlot(ILGenerator il, WasmValueType type)
    {
        switch (type)
        {
            case WasmValueType.I32:
                il.Emit(OpCodes.Conv_I4);
                break;
            case WasmValueType.F32:
                il.Emit(OpCodes.Conv_I4);
                il.Emit(OpCodes.Call, BitsToSingle);
                break;
            case WasmValueType.F64:
                il.Emit(OpCodes.Call, BitsToDouble);
                break;
        }
    }

    /// <summary>Turns a number on the stack into a slot.</summary>
    public static void ToSlot(ILGenerator il, WasmValueType type)
    {
        switch (type)
        {
            case WasmValueType.I32:
                il.Emit(OpCodes.Conv_U8);
                break;
            case WasmValueType.F32:
                il.Emit(OpCodes.Call, SingleToBits);
                il.Emit(OpCodes.Conv_U8);
                break;
            case WasmValueType.F64:
                il.Emit(OpCodes.Call, DoubleToBits);
                break;
        }
    }

    public static void LoadArgument(ILGenerator il, int index)
    {
        switch (index)
        {
            case 0: il.Emit(OpCodes.Ldarg_0); break;
            case 1: il.Emit(OpCodes.Ldarg_1); break;
            case 2: il.Emit(OpCodes.Ldarg_2); break;
            case 3: il.Emit(OpCodes.Ldarg_3); break;
            case < 256: il.Emit(OpCodes.Ldarg_S, (byte)index); break;
            default: il.Emit(OpCodes.Ldarg, (short)index); break;
        }
    }

    public static void StoreArgument(ILGenerator il, int index)
    {
        if (index < 256) il.Emit(OpCodes.Starg_S, (byte)index);
        else il.Emit(OpCodes.Starg, (short)index);
    }

    public static void LoadInt(ILGenerator il, int value)
    {
        switch (value)
        {
            case -1: il.Emit(OpCodes.Ldc_I4_M1); break;
            case 0: il.Emit(OpCodes.Ldc_I4_0); break;
            case 1: il.Emit(OpCodes.Ldc_I4_1); break;
            case 2: il.Emit(OpCodes.Ldc_I4_2); break;
            case 3: il.Emit(OpCodes.Ldc_I4_3); break;
            case 4: il.Emit(OpCodes.Ldc_I4_4); break;
            case 5: il.Emit(OpCodes.Ldc_I4_5); break;
            case 6: il.Emit(OpCodes.Ldc_I4_6); break;
            case 7: il.Emit(OpCodes.Ldc_I4_7); break;
            case 8: il.Emit(OpCodes.Ldc_I4_8); break;
            case >= -128 and <= 127: il.Emit(OpCodes.Ldc_I4_S, (sbyte)value); break;
            default: il.Emit(OpCodes.Ldc_I4, value); break;
        }
    }

    public static void LoadLong(ILGenerator il, long value)
    {
        if (value is >= int.MinValue and <= int.MaxValue)
        {
            LoadInt(il, (int)value);
            il.Emit(OpCodes.Conv_I8);
        }
        else
        {
            il.Emit(OpCodes.Ldc_I8, value);
        }
    }

    /// <summary>Loads a constant by its bits; a NaN goes as an integer, since a compiler may quieten a NaN literal.</summary>
    public static void LoadConstant(ILGenerator il, WasmValueType type, long bits)
    {
        switch (type)
        {
            case WasmValueType.I32:
                LoadInt(il, (int)bits);
                break;
            case WasmValueType.I64:
                LoadLong(il, bits);
                break;
            case WasmValueType.F32 when float.IsNaN(BitConverter.Int32BitsToSingle((int)bits)):
                LoadInt(il, (int)bits);
                il.Emit(OpCodes.Call, Method(typeof(Numerics), nameof(Numerics.FromBits)));
                break;
            case WasmValueType.F32:
                il.Emit(OpCodes.Ldc_R4, BitConverter.Int32BitsToSingle((int)bits));
                break;
            case WasmValueType.F64 when double.IsNaN(BitConverter.Int64BitsToDouble(bits)):
                il.Emit(OpCodes.Ldc_I8, bits);
                il.Emit(OpCodes.Call, BitsToDouble);
                break;
            case WasmValueType.F64:
                il.Emit(OpCodes.Ldc_R8, BitConverter.Int64BitsToDouble(bits));
                break;
            default:
                il.Emit(OpCodes.Ldnull);
                break;
        }
    }

    public static MethodInfo Method([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type type, string name) =>
        type.GetMethod(name, BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance)
        ?? throw new MissingMethodException(type.FullName, name);

    public static MethodInfo Method([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] Type type, string name, params Type[] parameters) =>
        type.GetMethod(name, parameters) ?? throw new MissingMethodException(type.FullName, name);
}
