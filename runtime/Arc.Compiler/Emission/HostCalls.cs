using Arc.Compiler.Linking;
using Arc.Language.Binding;
using Arc.Sdk.Types;

namespace Arc.Compiler.Emission;

/// <summary>
/// The import contract of the compiler primitives (arc-stl.md, section 3): one method a member, each giving the handle that a call
/// is written with. Nothing else in the compiler spells an import's name.
/// </summary>
internal sealed class HostCalls(CallResolver resolver)
{
    private static readonly PrimitiveType I32 = ArcType.Of(Primitive.I32);
    private static readonly PrimitiveType I64 = ArcType.Of(Primitive.I64);
    private static readonly PrimitiveType Str = ArcType.Of(Primitive.Str);
    private static readonly PrimitiveType U8 = ArcType.Of(Primitive.U8);

    public int ReadChannel(Primitive type) =>
        resolver.Specialised("channel.read", type, () => Signature(ArcType.Of(type), ("key", Channel(type))));

    public int WriteChannel(Primitive type) =>
        resolver.Specialised("channel.write", type, () => Signature(null, ("key", Channel(type)), ("value", ArcType.Of(type))));

    public int LoadState(ArcType type) => type is SeriesType
        ? resolver.Specialised("state.load_series", Element(type), () => Signature(type, ("id", I32), ("init", type)))
        : resolver.Specialised("state.load", Element(type), () => Signature(type, ("id", I32), ("init", type)));

    public int StoreState(ArcType type) => type is SeriesType
        ? resolver.Specialised("state.store_series", Element(type), () => Signature(null, ("id", I32), ("value", type)))
        : resolver.Specialised("state.store", Element(type), () => Signature(null, ("id", I32), ("value", type)));

    /// <summary>Both operands are series.</summary>
    public int SeriesArithmetic(BoundBinaryOperator operation, Primitive type) =>
        resolver.Specialised($"op.series_series_{ArithmeticName(operation)}", type, () => Signature(Series(type), ("a", Series(type)), ("b", Series(type))));

    /// <summary>Series on the left, scalar on the right.</summary>
    public int ElementArithmetic(BoundBinaryOperator operation, Primitive type) =>
        resolver.Specialised($"op.series_element_{ArithmeticName(operation)}", type, () => Signature(Series(type), ("series", Series(type)), ("value", ArcType.Of(type))));

    /// <summary>Scalar on the left, series on the right.</summary>
    public int ReversedArithmetic(BoundBinaryOperator operation, Primitive type) =>
        resolver.Specialised($"op.series_element_r{ArithmeticName(operation)}", type, () => Signature(Series(type), ("value", ArcType.Of(type)), ("series", Series(type))));

    /// <summary>Both operands are series.</summary>
    public int SeriesComparison(BoundBinaryOperator operation, Primitive type) =>
        resolver.Specialised($"op.series_compare_{ComparisonName(operation)}", type, () => Signature(new SeriesType(U8), ("a", Series(type)), ("b", Series(type))));

    /// <summary>Series on the left, scalar on the right.</summary>
    public int ScalarComparison(BoundBinaryOperator operation, Primitive type) =>
        resolver.Specialised($"op.series_compare_{ComparisonName(operation)}_scalar", type, () => Signature(new SeriesType(U8), ("series", Series(type)), ("value", ArcType.Of(type))));

    public int NegateSeries(Primitive type) =>
        resolver.Specialised("op.series_negate", type, () => Signature(Series(type), ("series", Series(type))));

    public int ComplementSeries() =>
        resolver.Specialised("op.series_not", Primitive.U8, () => Signature(new SeriesType(U8), ("series", new SeriesType(U8))));

    public int CreateSeries(Primitive type) =>
        resolver.Specialised("series.create_empty", type, () => Signature(Series(type), ("length", I32)));

    public int SetElement(Primitive type) =>
        resolver.Specialised("series.set_element", type, () => Signature(Series(type), ("series", Series(type)), ("index", I32), ("value", ArcType.Of(type))));

    /// <summary>The unchecked read, for indices that are in bounds by construction.</summary>
    public int ElementAt(Primitive type) =>
        resolver.Specialised("series.index", type, () => Signature(ArcType.Of(type), ("series", Series(type)), ("index", I32)));

    public int GetElement(Primitive type) =>
        resolver.Specialised("series.get", type, () => Signature(ArcType.Of(type), ("series", Series(type)), ("index", I64)));

    public int PutElement(Primitive type) =>
        resolver.Specialised("series.put", type, () => Signature(null, ("series", Series(type)), ("index", I64), ("value", ArcType.Of(type))));

    public int SeriesLength() =>
        resolver.Monomorphic("series.len", () => Signature(I64, ("series", AnySeriesType.Instance)));

    public int SliceSeries() =>
        resolver.Monomorphic("series.slice", () => Signature(AnySeriesType.Instance, ("series", AnySeriesType.Instance), ("start", I32), ("end", I32)));

    public int StringFromLiteral() => resolver.Monomorphic("string.from_literal", () => Signature(Str, ("address", I32), ("length", I32)));

    public int Concatenate() => resolver.Monomorphic("string.concat", () => Signature(Str, ("a", Str), ("b", Str)));

    public int StringsEqual() => resolver.Monomorphic("string.equal", () => Signature(U8, ("a", Str), ("b", Str)));

    public int ByteAt() => resolver.Monomorphic("string.get", () => Signature(U8, ("text", Str), ("index", I64)));

    public int SliceString() => resolver.Monomorphic("string.slice", () => Signature(Str, ("text", Str), ("start", I64), ("end", I64)));

    /// <summary>The default text form of a number; narrow integers use the 32-bit members.</summary>
    public int StringFrom(Primitive type) =>
        resolver.Specialised("string.from", type, () => Signature(Str, ("value", ArcType.Of(type))));

    public int Format(Primitive type) =>
        resolver.Specialised("string.format", type, () => Signature(Str, ("value", ArcType.Of(type)), ("spec", I32), ("length", I32)));

    public int Power(Primitive type) =>
        resolver.Specialised("math.pow", type, () => Signature(ArcType.Of(type), ("base", ArcType.Of(type)), ("exp", ArcType.Of(type))));

    /// <summary>The primitive of a value or of a series' elements.</summary>
    public static Primitive Element(ArcType type) => type switch
    {
        PrimitiveType primitive => primitive.Primitive,
        SeriesType { Element: PrimitiveType element } => element.Primitive,
        _ => throw new ArgumentException($"{type} has no primitive"),
    };

    private static CallSignature Signature(ArcType? result, params ReadOnlySpan<(string Name, ArcType Type)> parameters)
    {
        var list = new Parameter[parameters.Length];
        for (var i = 0; i < list.Length; i++) list[i] = new Parameter(parameters[i].Name, parameters[i].Type);
        return new CallSignature([.. list], result);
    }

    private static SeriesType Series(Primitive element) => new(ArcType.Of(element));

    private static ChannelType Channel(Primitive value) => new(ArcType.Of(value));

    private static string ArithmeticName(BoundBinaryOperator operation) => operation switch
    {
        BoundBinaryOperator.Add => "add",
        BoundBinaryOperator.Subtract => "sub",
        BoundBinaryOperator.Multiply => "mul",
        BoundBinaryOperator.Divide => "div",
        BoundBinaryOperator.Modulo => "mod",
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "not defined on series"),
    };

    private static string ComparisonName(BoundBinaryOperator operation) => operation switch
    {
        BoundBinaryOperator.Equal => "eq",
        BoundBinaryOperator.NotEqual => "ne",
        BoundBinaryOperator.Less => "lt",
        BoundBinaryOperator.LessOrEqual => "le",
        BoundBinaryOperator.Greater => "gt",
        BoundBinaryOperator.GreaterOrEqual => "ge",
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "not a comparison"),
    };
}
