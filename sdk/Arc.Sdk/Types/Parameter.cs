using System.Collections.Immutable;

namespace Arc.Sdk.Types;

/// <summary>A parameter, config value or output of a signature.</summary>
/// <param name="Name">Its Arc name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Default">The value when it is left out; null if it is required.</param>
/// <param name="Documentation">What the author wrote about it.</param>
/// <param name="Check">Static bounds on a config value; null if there are none.</param>
public sealed record Parameter(string Name, ArcType Type, Constant? Default = null, string Documentation = "", ValueCheck? Check = null)
{
    /// <summary>Checks a value that was written for it. The default is allowed, whether or not it is among the values that may be given.</summary>
    /// <returns>Null if the value is allowed, else what is: <c>must be at least 1</c>.</returns>
    public string? Violation(Constant value) => Default is { } own && own.ToString() == value.ToString() ? null : Check?.Violation(value);

    /// <inheritdoc/>
    public override string ToString() => Default is { } value ? $"{Name} {Type} = {value.ToSource()}" : $"{Name} {Type}";
}

/// <summary>Static bounds on one config value; they run with the analysis (arc-stl.md, section 1).</summary>
/// <param name="Minimum">Least value allowed; null if unbounded.</param>
/// <param name="Maximum">Greatest value allowed; null if unbounded.</param>
/// <param name="Allowed">The only values allowed; empty if any.</param>
public sealed record ValueCheck(Constant? Minimum = null, Constant? Maximum = null, ImmutableArray<Constant> Allowed = default)
{
    /// <summary>Checks one value.</summary>
    /// <returns>Null if the value is allowed, else what is: <c>must be at least 1</c>.</returns>
    public string? Violation(Constant value)
    {
        if (!Allowed.IsDefaultOrEmpty && !Allowed.Any(a => a.ToString() == value.ToString()))
            return $"must be one of {string.Join(", ", Allowed)}";
        if (value.Kind == ConstantKind.Text) return null;
        if (Minimum is { } minimum && Compare(value, minimum) is null or < 0) return $"must be at least {minimum}";
        if (Maximum is { } maximum && Compare(value, maximum) is null or > 0) return $"must be at most {maximum}";
        return null;
    }

    private static int? Compare(Constant left, Constant right) =>
        left.Kind == ConstantKind.Integer && right.Kind == ConstantKind.Integer ? left.Integer.CompareTo(right.Integer)
        : double.IsNaN(left.Float) || double.IsNaN(right.Float) ? null
        : left.Float.CompareTo(right.Float);
}
