using Arc.Sdk.Types;

namespace Arc.Sdk.Testing.Modules;

/// <summary>Something that is done with the C# type of a primitive.</summary>
internal interface ITypedOperation<out TResult>
{
    /// <summary>Does it.</summary>
    TResult Run<T>();
}

/// <summary>From a primitive to the C# type that carries it.</summary>
internal static class Typed
{
    public static TResult Run<TResult>(Primitive primitive, ITypedOperation<TResult> operation) => primitive switch
    {
        Primitive.U8 => operation.Run<byte>(),
        Primitive.U16 => operation.Run<ushort>(),
        Primitive.U32 => operation.Run<uint>(),
        Primitive.U64 => operation.Run<ulong>(),
        Primitive.I8 => operation.Run<sbyte>(),
        Primitive.I16 => operation.Run<short>(),
        Primitive.I32 => operation.Run<int>(),
        Primitive.I64 => operation.Run<long>(),
        Primitive.F32 => operation.Run<float>(),
        Primitive.F64 => operation.Run<double>(),
        _ => operation.Run<Text>(),
    };

    /// <summary>The value of a constant, which must fit, as the C# type of a primitive.</summary>
    public static object ValueOf(Constant constant, Primitive primitive) => Run(primitive, new AsOperation(constant));

    /// <summary>A series of elements that have the C# type of a primitive.</summary>
    public static Series SeriesOf(Primitive element, IReadOnlyList<object> elements) => Run(element, new SeriesOperation(elements));

    /// <summary>The elements of a series.</summary>
    public static object[] ElementsOf(Series series) => Run(series.Element, new ElementsOperation(series));

    private sealed class AsOperation(Constant constant) : ITypedOperation<object>
    {
        public object Run<T>() => constant.As<T>()!;
    }

    private sealed class SeriesOperation(IReadOnlyList<object> elements) : ITypedOperation<Series>
    {
        public Series Run<T>() => new Series<T>([.. elements.Select(static e => (T)e)]);
    }

    private sealed class ElementsOperation(Series series) : ITypedOperation<object[]>
    {
        public object[] Run<T>() => [.. ((Series<T>)series).Span.ToArray().Select(static e => (object)e!)];
    }
}
