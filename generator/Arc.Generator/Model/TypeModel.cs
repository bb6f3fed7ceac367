using Arc.Generator.Support;

namespace Arc.Generator.Model;

/// <summary>What surrounds the primitive or variable of a type.</summary>
internal enum TypeShape : byte
{
    Scalar,
    Series,
    AnySeries,
    Channel,
}

/// <summary>The direction of a channel, in the SDK's numeric order.</summary>
internal enum Access : byte
{
    Any,
    Read,
    Write,
}

/// <summary>An Arc type as the author spelled it in C#.</summary>
/// <param name="Shape">What surrounds the primitive or variable.</param>
/// <param name="Primitive">The primitive; meaningless if <paramref name="Variable"/> is set.</param>
/// <param name="Variable">The C# type parameter; empty for a concrete type.</param>
internal sealed record TypeModel(TypeShape Shape, Prim Primitive, string Variable = "")
{
    /// <summary>True where the author wrote <c>string</c> and not <c>Text</c>.</summary>
    public bool IsString { get; init; }

    /// <summary>True for <c>Series&lt;T&gt;?</c>, <c>Text?</c> and <c>string?</c>.</summary>
    public bool IsNullable { get; init; }

    /// <summary>The unit's name; empty if there is none.</summary>
    public string Unit { get; init; } = "";

    public Access Access { get; init; }

    public bool IsVariable => Variable.Length > 0;

    /// <summary>Whether the value crosses the boundary through a handle store.</summary>
    public bool NeedsHandle(Func<string, Prim> binding) =>
        Shape is TypeShape.Series or TypeShape.AnySeries || (Shape == TypeShape.Scalar && Resolve(binding) == Prim.Str);

    public Prim Resolve(Func<string, Prim> binding) => IsVariable ? binding(Variable) : Primitive;

    /// <summary>The C# type with its variable replaced.</summary>
    public string CsType(Func<string, string> binding)
    {
        var element = IsVariable ? binding(Variable) : IsString ? "string" : Primitive.CsType();
        var type = Shape switch
        {
            TypeShape.Series => $"global::Arc.Sdk.Series<{element}>",
            TypeShape.AnySeries => "global::Arc.Sdk.Series",
            TypeShape.Channel => $"global::Arc.Sdk.Channel<{element}>",
            _ => element,
        };
        return IsNullable ? type + "?" : type;
    }

    /// <summary>The C# type that ports carry: text is always <c>Text</c>, whatever the author takes.</summary>
    public string PortType => IsVariable ? Variable : Primitive.CsType();

    public string WasmType(Func<string, Prim> binding) => Shape == TypeShape.Scalar ? Resolve(binding).WasmType() : "int";
}

/// <summary>A compile-time value in the spelling of the attributes.</summary>
/// <param name="IsText">Whether it is text.</param>
/// <param name="Value">The number in invariant spelling, or the text.</param>
internal sealed record ConstantModel(bool IsText, string Value);

/// <summary>Static bounds on a config value.</summary>
internal sealed record CheckModel(ConstantModel? Minimum, ConstantModel? Maximum, EquatableArray<ConstantModel> Allowed);

/// <summary>A type parameter of a method or a node class.</summary>
/// <param name="Name">Its C# name.</param>
/// <param name="Set">The primitives it is expanded to.</param>
/// <param name="Constraints">Its constraint clause in C#, fully qualified; empty if there is none.</param>
internal sealed record TypeParameterModel(string Name, ushort Set, string Constraints);
