using System.Numerics;
using System.Numerics.Tensors;
using Arc.Stl.Elementwise;

namespace Arc.Stl;

// What the compiler emits for operators on series. Nothing is broadcast here but the scalar; an unknown operand gives no result.
public sealed partial class OpModule
{
    /// <summary>Every element + x.</summary>
    /// <param name="series">The series.</param>
    /// <param name="x">The number.</param>
    [HostFunction("series_element_add", Contexts.Call, Internal = true)]
    public static Series<T>? SeriesElementAdd<T>([Name("series")] Series<T>? series, T x) where T : INumber<T> =>
        Map.Spans(series, x, static (s, x, r) => TensorPrimitives.Add(s, x, r));

    /// <summary>x + every element.</summary>
    /// <param name="x">The number.</param>
    /// <param name="series">The series.</param>
    [HostFunction("series_element_radd", Contexts.Call, Internal = true)]
    public static Series<T>? SeriesElementRAdd<T>(T x, [Name("series")] Series<T>? series) where T : INumber<T> =>
        Map.Spans(series, x, static (s, x, r) => TensorPrimitives.Add(s, x, r));

    /// <summary>a + b, element by element.</summary>
    /// <param name="a">The first series.</param>
    /// <param name="b">The second series, of the same length.</param>
    [HostFunction("series_series_add", Contexts.Call, Internal = true)]
    public static Series<T>? SeriesSeriesAdd<T>(Series<T>? a, Series<T>? b) where T : INumber<T> =>
        Map.Spans(a, b, "addition", static (a, b, r) => TensorPrimitives.Add(a, b, r));

    /// <summary>Every element - x.</summary>
    /// <param name="series">The series.</param>
    /// <param name="x">The number.</param>
    [HostFunction("series_element_sub", Contexts.Call, Internal = true)]
    public static Series<T>? SeriesElementSub<T>([Name("series")] Series<T>? series, T x) where T : INumber<T> =>
        Map.Spans(series, x, static (s, x, r) => TensorPrimitives.Subtract(s, x, r));

    /// <summary>x - every element.</summary>
    /// <param name="x">The number.</param>
    /// <param name="series">The series.</param>
    [HostFunction("series_element_rsub", Contexts.Call, Internal = true)]
    public static Series<T>? SeriesElementRSub<T>(T x, [Name("series")] Series<T>? series) where T : INumber<T> =>
        Map.Spans(series, x, static (s, x, r) => TensorPrimitives.Subtract(x, s, r));

    /// <summary>a - b, element by element.</summary>
    /// <param name="a">The first series.</param>
    /// <param name="b">The second series, of the same length.</param>
    [HostFunction("series_series_sub", Contexts.Call, Internal = true)]
    public static Series<T>? SeriesSeriesSub<T>(Series<T>? a, Series<T>? b) where T : INumber<T> =>
        Map.Spans(a, b, "subtraction", static (a, b, r) => TensorPrimitives.Subtract(a, b, r));

    /// <summary>Every element * x.</summary>
    /// <param name="series">The series.</param>
    /// <param name="x">The number.</param>
    [HostFunction("series_element_mul", Contexts.Call, Internal = true)]
    public static Series<T>? SeriesElementMul<T>([Name("series")] Series<T>? series, T x) where T : INumber<T> =>
        Map.Spans(series, x, static (s, x, r) => TensorPrimitives.Multiply(s, x, r));

    /// <summary>x * every element.</summary>
    /// <param name="x">The number.</param>
    /// <param name="series">The series.</param>
    [HostFunction("series_element_rmul", Contexts.Call, Internal = true)]
    public static Series<T>? SeriesElementRMul<T>(T x, [Name("series")] Series<T>? series) where T : INumber<T> =>
        Map.Spans(series, x, static (s, x, r) => TensorPrimitives.Multiply(s, x, r));

    /// <summary>a * b, element by element.</summary>
    /// <param name="a">The first series.</param>
    /// <param name="b">The second series, of the same length.</param>
    [HostFunction("series_series_mul", Contexts.Call, Internal = true)]
    public static Series<T>? SeriesSeriesMul<T>(Series<T>? a, Series<T>? b) where T : INumber<T> =>
        Map.Spans(a, b, "multiplication", static (a, b, r) => TensorPrimitives.Multiply(a, b, r));

    /// <summary>Every element / x. A zero divisor is an error.</summary>
    /// <param name="series">The series.</param>
    /// <param name="x">The number.</param>
    [HostFunction("series_element_div", Contexts.Call, Internal = true)]
    public static Series<T>? SeriesElementDivInteger<T>([Name("series")] Series<T>? series, T x) where T : IBinaryInteger<T> =>
        Map.Elements<T, IntegerDivision<T>>(series, x);

    /// <summary>x / every element. A zero divisor is an error.</summary>
    /// <param name="x">The number.</param>
    /// <param name="series">The series.</param>
    [HostFunction("series_element_rdiv", Contexts.Call, Internal = true)]
    public static Series<T>? SeriesElementRDivInteger<T>(T x, [Name("series")] Series<T>? series) where T : IBinaryInteger<T> =>
        Map.Elements<T, IntegerDivision<T>>(x, series);

    /// <summary>a / b, element by element. A zero divisor is an error.</summary>
    /// <param name="a">The first series.</param>
    /// <param name="b">The second series, of the same length.</param>
    [HostFunction("series_series_div", Contexts.Call, Internal = true)]
    public static Series<T>? SeriesSeriesDivInteger<T>(Series<T>? a, Series<T>? b) where T : IBinaryInteger<T> =>
        Map.Elements<T, IntegerDivision<T>>(a, b, "division");

    /// <summary>Every element / x.</summary>
    /// <param name="series">The series.</param>
    /// <param name="x">The number.</param>
    [HostFunction("series_element_div", Contexts.Call, Internal = true)]
    public static Series<T>? SeriesElementDivFloat<T>([Name("series")] Series<T>? series, T x) where T : IFloatingPointIeee754<T> =>
        Map.Spans(series, x, static (s, x, r) => TensorPrimitives.Divide(s, x, r));

    /// <summary>x / every element.</summary>
    /// <param name="x">The number.</param>
    /// <param name="series">The series.</param>
    [HostFunction("series_element_rdiv", Contexts.Call, Internal = true)]
    public static Series<T>? SeriesElementRDivFloat<T>(T x, [Name("series")] Series<T>? series) where T : IFloatingPointIeee754<T> =>
        Map.Spans(series, x, static (s, x, r) => TensorPrimitives.Divide(x, s, r));

    /// <summary>a / b, element by element.</summary>
    /// <param name="a">The first series.</param>
    /// <param name="b">The second series, of the same length.</param>
    [HostFunction("series_series_div", Contexts.Call, Internal = true)]
    public static Series<T>? SeriesSeriesDivFloat<T>(Series<T>? a, Series<T>? b) where T : IFloatingPointIeee754<T> =>
        Map.Spans(a, b, "division", static (a, b, r) => TensorPrimitives.Divide(a, b, r));

    /// <summary>Every element % x. A zero divisor is an error.</summary>
    /// <param name="series">The series.</param>
    /// <param name="x">The number.</param>
    [HostFunction("series_element_mod", Contexts.Call, Internal = true)]
    public static Series<T>? SeriesElementModInteger<T>([Name("series")] Series<T>? series, T x) where T : IBinaryInteger<T> =>
        Map.Elements<T, IntegerRemainder<T>>(series, x);

    /// <summary>x % every element. A zero divisor is an error.</summary>
    /// <param name="x">The number.</param>
    /// <param name="series">The series.</param>
    [HostFunction("series_element_rmod", Contexts.Call, Internal = true)]
    public static Series<T>? SeriesElementRModInteger<T>(T x, [Name("series")] Series<T>? series) where T : IBinaryInteger<T> =>
        Map.Elements<T, IntegerRemainder<T>>(x, series);

    /// <summary>a % b, element by element. A zero divisor is an error.</summary>
    /// <param name="a">The first series.</param>
    /// <param name="b">The second series, of the same length.</param>
    [HostFunction("series_series_mod", Contexts.Call, Internal = true)]
    public static Series<T>? SeriesSeriesModInteger<T>(Series<T>? a, Series<T>? b) where T : IBinaryInteger<T> =>
        Map.Elements<T, IntegerRemainder<T>>(a, b, "modulo");

    /// <summary>Every element % x.</summary>
    /// <param name="series">The series.</param>
    /// <param name="x">The number.</param>
    [HostFunction("series_element_mod", Contexts.Call, Internal = true)]
    public static Series<T>? SeriesElementModFloat<T>([Name("series")] Series<T>? series, T x) where T : IFloatingPointIeee754<T> =>
        Map.Elements<T, FloatRemainder<T>>(series, x);

    /// <summary>x % every element.</summary>
    /// <param name="x">The number.</param>
    /// <param name="series">The series.</param>
    [HostFunction("series_element_rmod", Contexts.Call, Internal = true)]
    public static Series<T>? SeriesElementRModFloat<T>(T x, [Name("series")] Series<T>? series) where T : IFloatingPointIeee754<T> =>
        Map.Elements<T, FloatRemainder<T>>(x, series);

    /// <summary>a % b, element by element.</summary>
    /// <param name="a">The first series.</param>
    /// <param name="b">The second series, of the same length.</param>
    [HostFunction("series_series_mod", Contexts.Call, Internal = true)]
    public static Series<T>? SeriesSeriesModFloat<T>(Series<T>? a, Series<T>? b) where T : IFloatingPointIeee754<T> =>
        Map.Elements<T, FloatRemainder<T>>(a, b, "modulo");

    /// <summary>a &gt; b, element by element: 1 or 0.</summary>
    /// <param name="a">The first series.</param>
    /// <param name="b">The second series, of the same length.</param>
    [HostFunction("series_compare_gt", Contexts.Call, Internal = true)]
    public static Series<byte>? SeriesCompareGt<T>(Series<T>? a, Series<T>? b) where T : INumber<T> =>
        Map.Compare<T, GreaterThan>(a, b);

    /// <summary>Every element &gt; x: 1 or 0.</summary>
    /// <param name="series">The series.</param>
    /// <param name="x">The number.</param>
    [HostFunction("series_compare_gt_scalar", Contexts.Call, Internal = true)]
    public static Series<byte>? SeriesCompareGtScalar<T>([Name("series")] Series<T>? series, T x) where T : INumber<T> =>
        Map.Compare<T, GreaterThan>(series, x);

    /// <summary>a &lt; b, element by element: 1 or 0.</summary>
    /// <param name="a">The first series.</param>
    /// <param name="b">The second series, of the same length.</param>
    [HostFunction("series_compare_lt", Contexts.Call, Internal = true)]
    public static Series<byte>? SeriesCompareLt<T>(Series<T>? a, Series<T>? b) where T : INumber<T> =>
        Map.Compare<T, LessThan>(a, b);

    /// <summary>Every element &lt; x: 1 or 0.</summary>
    /// <param name="series">The series.</param>
    /// <param name="x">The number.</param>
    [HostFunction("series_compare_lt_scalar", Contexts.Call, Internal = true)]
    public static Series<byte>? SeriesCompareLtScalar<T>([Name("series")] Series<T>? series, T x) where T : INumber<T> =>
        Map.Compare<T, LessThan>(series, x);

    /// <summary>a &gt;= b, element by element: 1 or 0.</summary>
    /// <param name="a">The first series.</param>
    /// <param name="b">The second series, of the same length.</param>
    [HostFunction("series_compare_ge", Contexts.Call, Internal = true)]
    public static Series<byte>? SeriesCompareGe<T>(Series<T>? a, Series<T>? b) where T : INumber<T> =>
        Map.Compare<T, GreaterOrEqual>(a, b);

    /// <summary>Every element &gt;= x: 1 or 0.</summary>
    /// <param name="series">The series.</param>
    /// <param name="x">The number.</param>
    [HostFunction("series_compare_ge_scalar", Contexts.Call, Internal = true)]
    public static Series<byte>? SeriesCompareGeScalar<T>([Name("series")] Series<T>? series, T x) where T : INumber<T> =>
        Map.Compare<T, GreaterOrEqual>(series, x);

    /// <summary>a &lt;= b, element by element: 1 or 0.</summary>
    /// <param name="a">The first series.</param>
    /// <param name="b">The second series, of the same length.</param>
    [HostFunction("series_compare_le", Contexts.Call, Internal = true)]
    public static Series<byte>? SeriesCompareLe<T>(Series<T>? a, Series<T>? b) where T : INumber<T> =>
        Map.Compare<T, LessOrEqual>(a, b);

    /// <summary>Every element &lt;= x: 1 or 0.</summary>
    /// <param name="series">The series.</param>
    /// <param name="x">The number.</param>
    [HostFunction("series_compare_le_scalar", Contexts.Call, Internal = true)]
    public static Series<byte>? SeriesCompareLeScalar<T>([Name("series")] Series<T>? series, T x) where T : INumber<T> =>
        Map.Compare<T, LessOrEqual>(series, x);

    /// <summary>a == b, element by element: 1 or 0.</summary>
    /// <param name="a">The first series.</param>
    /// <param name="b">The second series, of the same length.</param>
    [HostFunction("series_compare_eq", Contexts.Call, Internal = true)]
    public static Series<byte>? SeriesCompareEq<T>(Series<T>? a, Series<T>? b) where T : INumber<T> =>
        Map.Compare<T, EqualTo>(a, b);

    /// <summary>Every element == x: 1 or 0.</summary>
    /// <param name="series">The series.</param>
    /// <param name="x">The number.</param>
    [HostFunction("series_compare_eq_scalar", Contexts.Call, Internal = true)]
    public static Series<byte>? SeriesCompareEqScalar<T>([Name("series")] Series<T>? series, T x) where T : INumber<T> =>
        Map.Compare<T, EqualTo>(series, x);

    /// <summary>a != b, element by element: 1 or 0.</summary>
    /// <param name="a">The first series.</param>
    /// <param name="b">The second series, of the same length.</param>
    [HostFunction("series_compare_ne", Contexts.Call, Internal = true)]
    public static Series<byte>? SeriesCompareNe<T>(Series<T>? a, Series<T>? b) where T : INumber<T> =>
        Map.Compare<T, NotEqualTo>(a, b);

    /// <summary>Every element != x: 1 or 0.</summary>
    /// <param name="series">The series.</param>
    /// <param name="x">The number.</param>
    [HostFunction("series_compare_ne_scalar", Contexts.Call, Internal = true)]
    public static Series<byte>? SeriesCompareNeScalar<T>([Name("series")] Series<T>? series, T x) where T : INumber<T> =>
        Map.Compare<T, NotEqualTo>(series, x);

    /// <summary>Every element negated, with wrap-around.</summary>
    /// <param name="series">The series.</param>
    [HostFunction("series_negate", Contexts.Call, Internal = true)]
    public static Series<T>? SeriesNegate<T>([Name("series")] Series<T>? series) where T : INumber<T>, ISignedNumber<T> =>
        Map.Spans(series, static (s, r) => TensorPrimitives.Negate(s, r));

    /// <summary>The bitwise complement of every element: 0 gives 255, 1 gives 254.</summary>
    /// <param name="series">The series.</param>
    [HostFunction("series_not_u8", Contexts.Call, Internal = true)]
    public static Series<byte>? SeriesNot([Name("series")] Series<byte>? series) =>
        Map.Spans(series, static (s, r) => TensorPrimitives.OnesComplement(s, r));
}
