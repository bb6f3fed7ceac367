using Arc.Generator.Model;

namespace Arc.Generator.Emit;

/// <summary>How values cross the WebAssembly boundary (arc-stl.md, section 1.1). The author never sees it.</summary>
internal static class Marshalling
{
    /// <summary>The C# expression that turns a WebAssembly value into what the author's parameter takes.</summary>
    /// <param name="value">The WebAssembly value.</param>
    /// <param name="type">The parameter's type.</param>
    /// <param name="binding">What each type parameter stands for.</param>
    public static string In(string value, TypeModel type, Func<string, Prim> binding)
    {
        var lookup = type.IsNullable ? "Find" : "Get";
        switch (type.Shape)
        {
            case TypeShape.AnySeries: return $"_series.{lookup}({value})";
            case TypeShape.Series: return $"_series.{lookup}<{type.Resolve(binding).CsType()}>({value})";
            case TypeShape.Channel: return $"new global::Arc.Sdk.Channel<{type.Resolve(binding).CsType()}>({value})";
        }

        var primitive = type.Resolve(binding);
        if (primitive != Prim.Str) return Narrow(value, primitive);
        var text = $"_texts.{lookup}({value})";
        return type.IsString ? $"{text}{(type.IsNullable ? "?" : "")}.ToString()" : text;
    }

    /// <summary>The C# expression that turns the author's result into a WebAssembly value.</summary>
    public static string Out(string result, TypeModel type, Func<string, Prim> binding)
    {
        if (type.Shape is TypeShape.Series or TypeShape.AnySeries) return $"_series.Add({result})";
        var primitive = type.Resolve(binding);
        return primitive == Prim.Str ? $"_texts.Add({result})" : Widen(result, primitive);
    }

    // Guests may leave anything in the upper bits of a narrow value, and a project may check its casts.
    private static string Narrow(string value, Prim primitive) =>
        primitive is Prim.I32 or Prim.I64 or Prim.F32 or Prim.F64 ? value : $"unchecked(({primitive.CsType()}){value})";

    private static string Widen(string value, Prim primitive) => primitive switch
    {
        Prim.U32 => $"unchecked((int){value})",
        Prim.U64 => $"unchecked((long){value})",
        _ => value,
    };
}
