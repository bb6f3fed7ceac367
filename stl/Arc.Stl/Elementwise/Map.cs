using System.Numerics;

namespace Arc.Stl.Elementwise;

/// <summary>Applies operators to whole series. An unknown operand (null) gives an unknown result.</summary>
internal static class Map
{
    public delegate void UnaryKernel<T>(ReadOnlySpan<T> elements, Span<T> results);

    public delegate void ScalarKernel<T>(ReadOnlySpan<T> elements, T scalar, Span<T> results);

    public delegate void BinaryKernel<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> results);

    public static Series<T>? Spans<T>(Series<T>? series, UnaryKernel<T> kernel)
    {
        if (series is null) return null;
        var result = Results<T>(series.Length);
        kernel(series.Span, result);
        return new Series<T>(result);
    }

    public static Series<T>? Spans<T>(Series<T>? series, T scalar, ScalarKernel<T> kernel)
    {
        if (series is null) return null;
        var result = Results<T>(series.Length);
        kernel(series.Span, scalar, result);
        return new Series<T>(result);
    }

    public static Series<T>? Spans<T>(Series<T>? a, Series<T>? b, string operation, BinaryKernel<T> kernel)
    {
        if (a is null || b is null) return null;
        CheckLengths(a, b, operation);
        var result = Results<T>(a.Length);
        kernel(a.Span, b.Span, result);
        return new Series<T>(result);
    }

    public static Series<T>? Elements<T, TOperator>(Series<T>? series, T scalar) where TOperator : struct, IOperator<T>
    {
        if (series is null) return null;
        var elements = series.Span;
        var result = Results<T>(elements.Length);
        for (var i = 0; i < result.Length; i++) result[i] = TOperator.Of(elements[i], scalar);
        return new Series<T>(result);
    }

    public static Series<T>? Elements<T, TOperator>(T scalar, Series<T>? series) where TOperator : struct, IOperator<T>
    {
        if (series is null) return null;
        var elements = series.Span;
        var result = Results<T>(elements.Length);
        for (var i = 0; i < result.Length; i++) result[i] = TOperator.Of(scalar, elements[i]);
        return new Series<T>(result);
    }

    public static Series<T>? Elements<T, TOperator>(Series<T>? a, Series<T>? b, string operation) where TOperator : struct, IOperator<T>
    {
        if (a is null || b is null) return null;
        CheckLengths(a, b, operation);
        var result = Results<T>(a.Length);
        var left = a.Span;
        var right = b.Span[..left.Length];
        for (var i = 0; i < result.Length; i++) result[i] = TOperator.Of(left[i], right[i]);
        return new Series<T>(result);
    }

    public static Series<byte>? Compare<T, TRelation>(Series<T>? series, T scalar)
        where T : INumber<T> where TRelation : struct, IRelation =>
        series is null ? null : new Series<byte>(Comparison.Of<T, TRelation>(series.Span, scalar));

    public static Series<byte>? Compare<T, TRelation>(Series<T>? a, Series<T>? b)
        where T : INumber<T> where TRelation : struct, IRelation
    {
        if (a is null || b is null) return null;
        CheckLengths(a, b, "comparison");
        return new Series<byte>(Comparison.Of<T, TRelation>(a.Span, b.Span));
    }

    // Every element is written, so it need not be cleared first.
    private static T[] Results<T>(int length) => GC.AllocateUninitializedArray<T>(length);

    private static void CheckLengths(Series a, Series b, string operation)
    {
        if (a.Length != b.Length) throw new PanicException($"series length mismatch in {operation}");
    }
}
