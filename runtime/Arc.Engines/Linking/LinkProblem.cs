namespace Arc.Engines.Linking;

/// <summary>One import that cannot be linked.</summary>
/// <param name="Module">The import's module name.</param>
/// <param name="Name">The import's name with its type suffix.</param>
/// <param name="Member">The name without the suffix.</param>
/// <param name="TypeSuffix">The suffix, for example <c>f32</c>, or null if the name has none.</param>
/// <param name="Reason">What is wrong: it is missing, or it has another type.</param>
/// <param name="Nearest">What the linker offers under the most similar name as <c>module.name</c>, or null.</param>
public sealed record LinkProblem(string Module, string Name, string Member, string? TypeSuffix, string Reason, string? Nearest)
{
    /// <summary>The problem as one line.</summary>
    public override string ToString()
    {
        var text = $"{Module}.{Name}: {Reason}";
        return Nearest is null ? text : $"{text}; the nearest name offered is {Nearest}";
    }
}
