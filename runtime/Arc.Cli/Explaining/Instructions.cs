using System.Reflection;
using System.Reflection.Emit;

namespace Arc.Cli.Explaining;

/// <summary>
/// The instructions of compiled methods. What generated code registers, creates and calls is read from the code that runs, so that an
/// explanation cannot say anything else.
/// </summary>
internal static class Instructions
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(c => c.Value);

    /// <summary>The instructions in order; none for a method without code.</summary>
    public static IEnumerable<Instruction> Of(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } bytes) yield break;
        for (var at = 0; at < bytes.Length;)
        {
            var offset = at;
            var code = bytes[at] == 0xFE ? Codes[(short)(0xFE00 | bytes[at + 1])] : Codes[bytes[at]];
            at += code.Size;
            var size = code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => sizeof(int) * (1 + BitConverter.ToInt32(bytes, at)),
                _ => 4,
            };
            yield return new Instruction(method, offset, code, size == sizeof(int) ? BitConverter.ToInt32(bytes, at) : 0);
            at += size;
        }
    }

    /// <summary>The methods that a method calls, creates with or takes a delegate of, in order.</summary>
    public static IEnumerable<MethodBase> Calls(MethodBase method) => Of(method).Select(i => i.Method).OfType<MethodBase>();

    /// <summary>The texts in a method's code, in order.</summary>
    public static IEnumerable<string> Texts(MethodBase method) => Of(method).Select(i => i.Text).OfType<string>();
}

/// <summary>One instruction.</summary>
/// <param name="Owner">The method that it is in.</param>
/// <param name="Offset">Where it is.</param>
/// <param name="Code">What it does.</param>
/// <param name="Operand">Its operand, if that has four bytes.</param>
internal readonly record struct Instruction(MethodBase Owner, int Offset, OpCode Code, int Operand)
{
    /// <summary>The text that it loads; null if it loads none.</summary>
    public string? Text => Code.OperandType == OperandType.InlineString ? Owner.Module.ResolveString(Operand) : null;

    /// <summary>The method that it calls or points at; null if it does not, or if the method's assembly is not here.</summary>
    public MethodBase? Method => Code.OperandType == OperandType.InlineMethod ? Resolve(static (module, token, types, methods) => module.ResolveMethod(token, types, methods)) : null;

    /// <summary>The field that it reads or writes; null if it does not, or if the field's assembly is not here.</summary>
    public FieldInfo? Field => Code.OperandType == OperandType.InlineField ? Resolve(static (module, token, types, methods) => module.ResolveField(token, types, methods)) : null;

    private T? Resolve<T>(Func<Module, int, Type[]?, Type[]?, T?> resolve) where T : class
    {
        try
        {
            return resolve(
                Owner.Module, Operand, Owner.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null,
                Owner.IsGenericMethod ? Owner.GetGenericArguments() : null);
        }
        catch (Exception e) when (e is FileNotFoundException or FileLoadException or TypeLoadException or MissingMemberException)
        {
            // A module's own dependency that is not beside it: what it declares is nothing that the explanation asks for.
            return null;
        }
    }
}
