using Arc.Sdk.Modules;
using Arc.Sdk.Symbols;
using Arc.Sdk.Types;

namespace Arc.Sdk.Testing.Modules;

/// <summary>From the config values that a test writes to those that a node gets, with the checks of the analysis.</summary>
internal static class NodeConfig
{
    public static ConfigValues Of(Symbol symbol, IReadOnlyDictionary<string, Primitive> binding, World world, ReadOnlySpan<(string Name, object Value)> given)
    {
        var parameters = symbol.Flow!.Config;
        var values = new Dictionary<string, Constant>(StringComparer.Ordinal);
        foreach (var (name, value) in given)
        {
            var parameter = parameters.FirstOrDefault(p => p.Name == name)
                ?? throw new ModuleBenchException($"{symbol.QualifiedName} has no config parameter '{name}'{Names.Phrase(name, parameters.Select(static p => p.Name))}");
            var type = TypeVariables.Substitute(parameter.Type, v => ArcType.Of(binding[v]));
            var constant = ConstantOf(value, type, world) ?? throw new ModuleBenchException($"{symbol.QualifiedName}: '{name}' takes {type}, found {BenchValues.Describe(value)}");
            if (!values.TryAdd(name, constant)) throw new ModuleBenchException($"{symbol.QualifiedName}: '{name}' is given twice");
        }

        foreach (var parameter in parameters)
        {
            if (!values.ContainsKey(parameter.Name))
                values.Add(parameter.Name, parameter.Default ?? throw new ModuleBenchException($"{symbol.QualifiedName} requires the config parameter '{parameter.Name}' ({parameter.Type})"));
            if (parameter.Check?.Violation(values[parameter.Name]) is { } violation)
                throw new ModuleBenchException($"{symbol.QualifiedName}: '{parameter.Name}' {violation}, found {values[parameter.Name]}");
        }

        var config = new ConfigValues(values);
        return symbol.ConfigCheck?.Invoke(config) is { } problem ? throw new ModuleBenchException($"{symbol.QualifiedName}: {problem}") : config;
    }

    private static Constant? ConstantOf(object value, ArcType type, World world)
    {
        if (type is ChannelType) return BenchValues.TryConvert(value, type, world.Services.Channels) is int key ? Constant.Of((long)key) : null;
        if (type is not PrimitiveType { Primitive: var primitive }) return null;
        Constant? constant = value switch
        {
            string text => Constant.Of(text),
            Text text => Constant.Of(text.ToString()),
            float number => Constant.Of(number),
            double number => Constant.Of(number),
            bool flag => Constant.Of(flag ? 1L : 0L),
            TimeSpan time => Constant.Of(time.Ticks * TimeSpan.NanosecondsPerTick),
            ulong number => Constant.Of((Int128)number),
            sbyte or byte or short or ushort or int or uint or long => Constant.Of(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)),
            _ => null,
        };
        return constant is { } known && known.Fits(primitive) ? known : null;
    }
}
