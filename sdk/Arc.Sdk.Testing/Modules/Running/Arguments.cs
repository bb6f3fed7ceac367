using Arc.Sdk.Channels;
using Arc.Sdk.Symbols;
using Arc.Sdk.Types;

namespace Arc.Sdk.Testing.Modules;

/// <summary>From the C# arguments of a call to the specialisation that they pick, and to values of its types.</summary>
internal static class Arguments
{
    /// <summary>The specialisation for the types of some arguments.</summary>
    /// <exception cref="ModuleBenchException">There is none; the message says why.</exception>
    public static Specialisation Pick(Symbol symbol, ReadOnlySpan<object?> arguments)
    {
        var call = symbol.Call!;
        CheckCount(symbol, arguments.Length);
        var binding = new Dictionary<string, Primitive>(StringComparer.Ordinal);
        foreach (var literals in new[] { false, true })
        {
            for (var i = 0; i < arguments.Length; i++)
            {
                if (TypeVariables.VariableOf(call.Parameters[i].Type) is not { } variable || BenchValues.IsLiteral(arguments[i]) != literals) continue;
                var type = BenchValues.PrimitiveOf(arguments[i]) ?? throw Wrong(symbol, i, call.Parameters[i].Type.ToString(), arguments[i]);
                if (!literals && binding.TryGetValue(variable.Name, out var bound) && bound != type)
                    throw new ModuleBenchException($"{symbol.QualifiedName}: {variable.Name} is {bound.Name()} by one argument and {type.Name()} by '{call.Parameters[i].Name}' = {BenchValues.Describe(arguments[i])}");
                binding.TryAdd(variable.Name, literals ? TypeOfLiteral(variable.Constraint) : type);
            }
        }

        return Bind(symbol, binding);
    }

    /// <summary>The specialisation for given types, in the order of the import's suffixes.</summary>
    /// <exception cref="ModuleBenchException">There is none.</exception>
    public static Specialisation Pick(Symbol symbol, ReadOnlySpan<Primitive> types)
    {
        var variables = symbol.Call!.Variables;
        if (types.Length != variables.Length)
        {
            throw new ModuleBenchException(
                $"{symbol.QualifiedName} has {variables.Length} type variables{(variables.IsEmpty ? "" : $" ({string.Join(", ", variables)})")}, {types.Length} types are given");
        }

        var binding = new Dictionary<string, Primitive>(StringComparer.Ordinal);
        for (var i = 0; i < types.Length; i++) binding.Add(variables[i].Name, types[i]);
        return Bind(symbol, binding);
    }

    /// <summary>The arguments as values of the specialisation's types.</summary>
    /// <exception cref="ModuleBenchException">There are too many or too few, or one has another type.</exception>
    public static object[] Convert(Specialisation specialisation, ReadOnlySpan<object?> arguments, ChannelStore channels)
    {
        CheckCount(specialisation.Symbol, arguments.Length);
        var parameters = specialisation.Symbol.Call!.Parameters;
        var values = new object[parameters.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = i >= arguments.Length ? DefaultOf(parameters[i].Default!.Value, specialisation.Parameters[i])
                : BenchValues.TryConvert(arguments[i], specialisation.Parameters[i], channels) ?? throw Wrong(specialisation.Symbol, i, specialisation.Parameters[i].ToString(), arguments[i]);
        }

        return values;
    }

    private static object DefaultOf(Constant value, ArcType type) =>
        type is PrimitiveType { Primitive: var primitive } ? Typed.ValueOf(value, primitive) : value.As<int>();

    private static void CheckCount(Symbol symbol, int given)
    {
        var parameters = symbol.Call!.Parameters;
        var least = parameters.Length;
        while (least > 0 && parameters[least - 1].Default is not null) least--;
        if (given >= least && given <= parameters.Length) return;
        var expected = least == parameters.Length ? $"{least}" : $"{least} to {parameters.Length}";
        throw new ModuleBenchException($"{symbol.QualifiedName}{symbol.Call} takes {expected} argument{(expected == "1" ? "" : "s")}, {given} {(given == 1 ? "is" : "are")} given");
    }

    private static Specialisation Bind(Symbol symbol, Dictionary<string, Primitive> binding)
    {
        foreach (var variable in symbol.Call!.Variables)
        {
            if (!binding.TryGetValue(variable.Name, out var type))
                throw new ModuleBenchException($"{symbol.QualifiedName}{symbol.Call}: no argument says what {variable.Name} is; name the types: bench.Function(\"{symbol.QualifiedName}\", Primitive.F64, ...)");
            if (!variable.Constraint.Contains(type))
                throw new ModuleBenchException($"{symbol.QualifiedName} has no specialisation for {variable.Name} = {type.Name()}; it has {string.Join(", ", variable.Constraint.Members.Select(m => m.Name()))}");
        }

        return new Specialisation(symbol, binding);
    }

    // As Arc's own literals: an integer type if it may be one.
    private static Primitive TypeOfLiteral(TypeSet constraint) =>
        constraint.Contains(Primitive.I32) ? Primitive.I32
        : constraint.Contains(Primitive.I64) ? Primitive.I64
        : constraint.Contains(Primitive.F64) ? Primitive.F64
        : constraint.Members.FirstOrDefault(static m => m.IsNumeric(), Primitive.I32);

    private static ModuleBenchException Wrong(Symbol symbol, int index, string expected, object? found) =>
        new($"{symbol.QualifiedName}: '{symbol.Call!.Parameters[index].Name}' takes {expected}, found {BenchValues.Describe(found)}");
}
