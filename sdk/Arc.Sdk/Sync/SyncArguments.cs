using System.Collections.Immutable;
using System.Globalization;
using Arc.Sdk.Types;

namespace Arc.Sdk.Sync;

/// <summary>Converts between dynamic values and C# types for the generated synchronous methods. A failure is a message, not an exception.</summary>
public static class SyncArguments
{
    /// <summary>The code of a wrong number or kind of argument.</summary>
    public const string TypeError = "TYPE_ERROR";

    /// <summary>Converts a value to a primitive C# type.</summary>
    /// <param name="value">The value.</param>
    /// <param name="result">The converted value.</param>
    /// <param name="problem">What was expected, if the conversion fails.</param>
    public static bool TryGet<T>(Val value, out T result, out string problem)
    {
        var primitive = PrimitiveFacts.Of<T>();
        Constant? constant = value.Kind switch
        {
            ValKind.Number when primitive.IsFloat() => Constant.Of(value.Number),
            ValKind.Number when primitive.IsInteger() && double.IsInteger(value.Number) => Constant.Of(value.Number),
            ValKind.Boolean when primitive == Primitive.U8 => Constant.Of(value.Boolean ? 1L : 0L),
            ValKind.Text when primitive == Primitive.Str => Constant.Of(value.Text),
            _ => null,
        };
        if (constant is { } known && known.Fits(primitive))
        {
            result = known.As<T>();
            problem = "";
            return true;
        }

        result = default!;
        problem = primitive.IsInteger() ? $"expected a whole number in the range of {primitive.Name()}, got {value}"
            : primitive.IsFloat() ? $"expected a number, got {value}"
            : $"expected text, got {value}";
        return false;
    }

    /// <summary>Converts an array to a series.</summary>
    /// <param name="value">The value.</param>
    /// <param name="result">The converted value.</param>
    /// <param name="problem">What was expected, if the conversion fails.</param>
    public static bool TryGetSeries<T>(Val value, out Series<T> result, out string problem)
    {
        result = new Series<T>(0);
        problem = $"expected an array, got {value}";
        if (value.Kind != ValKind.Array) return false;
        var elements = new T[value.Items.Length];
        for (var i = 0; i < elements.Length; i++)
        {
            if (TryGet(value.Items[i], out elements[i], out problem)) continue;
            problem = string.Create(CultureInfo.InvariantCulture, $"item {i}: {problem}");
            return false;
        }

        result = new Series<T>(elements);
        return true;
    }

    /// <summary>The dynamic value of a primitive. 64-bit integers beyond 2^53 are rounded, as every number of a script is.</summary>
    public static Val From<T>(T value) => value switch
    {
        string text => Val.Of(text),
        Text text => Val.Of(text.ToString()),
        IConvertible number => Val.Of(number.ToDouble(CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"{typeof(T)} is not an Arc type"),
    };

    /// <summary>The dynamic value of a series; null for none.</summary>
    public static Val From<T>(Series<T>? series)
    {
        if (series is null) return Val.Null;
        var items = ImmutableArray.CreateBuilder<Val>(series.Length);
        foreach (var element in series.Span) items.Add(From(element));
        return Val.Of(items.MoveToImmutable());
    }
}
