using System.Globalization;
using Arc.Generator.Model;
using Arc.Generator.Support;
using Arc.Generator.Validation;
using Microsoft.CodeAnalysis;

namespace Arc.Generator.Discovery;

/// <summary>Reads defaults, bounds and units.</summary>
/// <param name="problems">Where mistakes go.</param>
/// <param name="sets">The types of each type parameter in scope.</param>
internal sealed class ValueReader(Problems problems, IReadOnlyDictionary<string, ushort> sets)
{
    /// <summary>The types that a value of a parameter must fit.</summary>
    public ushort SetOf(TypeModel type) =>
        type.Shape == TypeShape.Channel ? Prim.I32.Bit()
        : type.IsVariable ? sets.TryGetValue(type.Variable, out var set) ? set : Prims.Any
        : type.Primitive.Bit();

    /// <summary>A value in the spelling of the attributes.</summary>
    public ConstantModel? FromText(ISymbol owner, TypeModel type, string? text)
    {
        if (text is null) return null;
        var set = SetOf(type);
        return Fitting(owner, type, new ConstantModel(set == Prim.Str.Bit() || (set.Has(Prim.Str) && !Values.IsNumber(text)), text));
    }

    /// <summary>The default that C# gives a parameter.</summary>
    public ConstantModel? FromCSharp(IParameterSymbol parameter, TypeModel type)
    {
        if (!parameter.HasExplicitDefaultValue || type.Shape is TypeShape.Series or TypeShape.AnySeries) return null;
        ConstantModel? value = parameter.ExplicitDefaultValue switch
        {
            string text => new ConstantModel(true, text),
            float number => new ConstantModel(false, number.ToString("R", CultureInfo.InvariantCulture)),
            double number => new ConstantModel(false, number.ToString("R", CultureInfo.InvariantCulture)),
            IConvertible number and not (bool or char) => new ConstantModel(false, number.ToString(CultureInfo.InvariantCulture)),
            null when type.IsNullable => null,
            null when SetOf(type) == Prim.Str.Bit() => new ConstantModel(true, ""),
            null => new ConstantModel(false, "0"),
            _ => null,
        };
        return value is null ? null : Fitting(parameter, type, value);
    }

    /// <summary>The bounds of <c>[Config]</c>.</summary>
    public CheckModel? Bounds(ISymbol owner, TypeModel type, AttributeData? config)
    {
        if (config is null) return null;
        var minimum = Bound(owner, type, config, "Min");
        var maximum = Bound(owner, type, config, "Max");
        var allowed = config.Named("Allowed") is { Kind: TypedConstantKind.Array, IsNull: false } array
            ? array.Values.Select(v => v.Value as string ?? "").Select(v => Known(owner, type, config, "Allowed", v)).OfType<ConstantModel>().ToEquatable()
            : [];
        if (minimum is not null && maximum is not null
            && double.Parse(minimum.Value, CultureInfo.InvariantCulture) > double.Parse(maximum.Value, CultureInfo.InvariantCulture))
            problems.Add(Rules.Bound, owner, config, "Min", owner.Name, $"({minimum.Value}) is greater than Max ({maximum.Value})", Advice(type));
        return minimum is null && maximum is null && allowed.IsEmpty ? null : new CheckModel(minimum, maximum, allowed);
    }

    /// <summary>The type with the unit of <c>[Unit]</c> and the direction of <c>[ChannelAccess]</c>.</summary>
    public TypeModel Decorate(ISymbol owner, TypeModel type, AttributeData? unit, AttributeData? access)
    {
        if (unit is not null)
        {
            var name = unit.FirstText() ?? "";
            if (!Units.Contains(name)) problems.AddWithFix(Rules.UnknownUnit, owner, unit, string.Join("\n", Units.Near(name)), owner.Name, $"has the unknown unit '{name}'");
            else if (type.IsVariable || type.Shape == TypeShape.AnySeries || type.Primitive == Prim.Str)
                problems.Add(Rules.UnknownUnit, owner, unit, owner.Name, "has a unit but no numeric type of its own");
            else type = type with { Unit = name };
        }

        if (access is not null)
        {
            if (type.Shape == TypeShape.Channel) type = type with { Access = (Access)(access.FirstEnum() ?? 0) };
            else problems.Add(Rules.ChannelAccess, owner, access, owner.Name, type.CsType(v => v));
        }

        return type;
    }

    /// <summary>What a program may not write cannot be what it gets for writing nothing; an empty text stands for no choice.</summary>
    public void CheckDefault(ISymbol owner, ParameterModel parameter)
    {
        if (parameter is not { Default: { } value, Check: { } check } || value is { IsText: true, Value: "" }) return;
        var problem = check.Minimum is { } minimum && Number(value) < Number(minimum) ? $"is less than Min ({minimum.Value})"
            : check.Maximum is { } maximum && Number(value) > Number(maximum) ? $"is greater than Max ({maximum.Value})"
            : !check.Allowed.IsEmpty && !check.Allowed.Any(a => a.IsText ? a.Value == value.Value : Number(a).Equals(Number(value))) ? $"is not among Allowed ({string.Join(", ", check.Allowed.Select(Shown))})"
            : null;
        if (problem is not null) problems.Add(Rules.Default, owner, Shown(value), owner.Name, problem, "a default is a value that a program may write");

        static double Number(ConstantModel constant) => double.Parse(constant.Value, CultureInfo.InvariantCulture);
    }

    private static string Shown(ConstantModel value) => value.IsText ? $"\"{value.Value}\"" : value.Value;

    private ConstantModel? Bound(ISymbol owner, TypeModel type, AttributeData config, string bound) =>
        config.Text(bound) is { } text ? Known(owner, type, config, bound, text) : null;

    private ConstantModel? Known(ISymbol owner, TypeModel type, AttributeData config, string bound, string text)
    {
        var set = SetOf(type);
        var value = new ConstantModel(bound == "Allowed" && set == Prim.Str.Bit(), text);
        if ((value.IsText || Values.IsNumber(text)) && Values.FitsAll(value, set, out _)) return value;
        if (bound != "Allowed" && set == Prim.Str.Bit()) problems.Add(Rules.Bound, owner, config, bound, owner.Name, "would be a bound of text, which has none", "list the texts in Allowed");
        else problems.Add(Rules.Bound, owner, config, bound, owner.Name, $"is '{text}', which is no value of its type", Advice(type));
        return null;
    }

    private ConstantModel? Fitting(ISymbol owner, TypeModel type, ConstantModel value)
    {
        if (Values.FitsAll(value, SetOf(type), out var misfit)) return value;
        problems.Add(
            Rules.Default, owner, Shown(value), owner.Name, $"is no value of type {misfit.Suffix()}",
            type.IsVariable ? $"every type that {type.Variable} stands for must hold it" : "write a value in its range");
        return null;
    }

    private string Advice(TypeModel type) => $"write a decimal number within the range of {(type.IsVariable ? type.Variable : SetOf(type).SetName())}";
}
