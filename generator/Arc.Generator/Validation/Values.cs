using System.Globalization;
using System.Numerics;
using Arc.Generator.Model;

namespace Arc.Generator.Validation;

/// <summary>Which values fit which primitives; the rules of the SDK's <c>Constant.Fits</c>.</summary>
internal static class Values
{
    public static bool IsNumber(string text) => TryParse(text, out _, out _);

    /// <summary>Whether a value fits every primitive of a set.</summary>
    public static bool FitsAll(ConstantModel value, ushort set, out Prim misfit)
    {
        foreach (var prim in set.Members())
        {
            misfit = prim;
            if (!Fits(value, prim)) return false;
        }

        misfit = default;
        return true;
    }

    public static bool Fits(ConstantModel value, Prim prim)
    {
        if (value.IsText || prim == Prim.Str) return value.IsText && prim == Prim.Str;
        if (!TryParse(value.Value, out var integer, out var number)) return false;
        if (prim.IsFloat()) return true;
        if (integer is not { } whole)
        {
            if (number != System.Math.Floor(number) || System.Math.Abs(number) >= 1e30) return false;
            whole = new BigInteger(number);
        }

        var bits = prim switch { Prim.U8 or Prim.I8 => 8, Prim.U16 or Prim.I16 => 16, Prim.U32 or Prim.I32 => 32, _ => 64 };
        var least = prim >= Prim.I8 ? -(BigInteger.One << (bits - 1)) : BigInteger.Zero;
        var greatest = (BigInteger.One << (prim >= Prim.I8 ? bits - 1 : bits)) - 1;
        return whole >= least && whole <= greatest;
    }

    private static bool TryParse(string text, out BigInteger? integer, out double number)
    {
        number = 0;
        integer = null;
        if (BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            integer = whole;
            return true;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }
}
