using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Arc.Sdk.Types;

namespace Arc.Sdk.Testing.Modules;

/// <summary>A C# method that says what a specialisation should give.</summary>
internal sealed class Oracle
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    private readonly MethodInfo _method;
    private readonly object? _target;
    private readonly World? _world;
    private readonly ParameterInfo[] _parameters;
    private readonly ArcType? _result;
    private readonly int _skip;

    private Oracle(MethodInfo method, object? target, World? world, Specialisation specialisation)
    {
        (_method, _target, _world) = (method, target, world);
        _parameters = method.GetParameters();
        _skip = _parameters.Length - specialisation.Parameters.Length;
        _result = specialisation.Result;
    }

    /// <summary>The oracle that a delegate is; null if its types are not those of the specialisation.</summary>
    public static Oracle? Of(Delegate oracle, Specialisation specialisation) =>
        oracle.GetType().GetMethod("Invoke") is { } invoke && Fits(invoke, specialisation) ? new Oracle(invoke, oracle, null, specialisation) : null;

    /// <summary>The oracle among some methods, closed for the types of a specialisation; null if there is none.</summary>
    /// <param name="methods">The methods.</param>
    /// <param name="world">Has the module of those that are an author's bodies; null for others.</param>
    /// <param name="specialisation">The specialisation.</param>
    public static Oracle? Of(IEnumerable<MethodInfo> methods, World? world, Specialisation specialisation)
    {
        foreach (var method in methods)
        {
            if (TryClose(method, specialisation, out var closed) && Fits(closed, specialisation)) return new Oracle(closed, closed.IsStatic ? null : world?.Modules.Find(specialisation.Symbol.Module), world, specialisation);
        }

        return null;
    }

    /// <summary>The methods of a type with a name, its own and those it inherits.</summary>
    public static MethodInfo[] MethodsOf(Type type, Func<MethodInfo, bool> isWanted) => [.. type.GetMethods(Any | BindingFlags.FlattenHierarchy).Where(isWanted)];

    /// <summary>What the method gives.</summary>
    public Outcome Invoke(object[] arguments)
    {
        var given = new object?[_parameters.Length];
        if (_skip == 1) given[0] = HostContext.Detached;
        for (var i = 0; i < arguments.Length; i++) given[i + _skip] = Given(arguments[i], _parameters[i + _skip].ParameterType);
        _world?.Begin();
        return Outcome.Of(() => Result(_method.Invoke(_target, BindingFlags.DoNotWrapExceptions, null, given, null)));
    }

    private static bool TryClose(MethodInfo method, Specialisation specialisation, [NotNullWhen(true)] out MethodInfo? closed)
    {
        closed = method;
        if (!method.IsGenericMethodDefinition) return true;
        var variables = method.GetGenericArguments();
        var isByName = variables.All(v => specialisation.Binding.ContainsKey(v.Name));
        if (!isByName && variables.Length != specialisation.Types.Length) return false;
        var types = variables.Select((v, i) => (isByName ? specialisation.Binding[v.Name] : specialisation.Types[i]).ClrType()).ToArray();
        // Bodies of one member may have constraints that overlap where their attributes do not.
        if (!Allows(method.GetCustomAttribute<SpecializeAttribute>(), types) || variables.Where((v, i) => !Allows(v.GetCustomAttribute<SpecializeAttribute>(), [types[i]])).Any()) return false;
        try
        {
            closed = method.MakeGenericMethod(types);
            return true;
        }
        catch (ArgumentException)
        {
            // The constraint does not allow the types: another body serves them, or none.
            closed = null;
            return false;
        }
    }

    private static bool Allows(SpecializeAttribute? attribute, Type[] types) =>
        attribute is null || types.All(t => attribute.Types.Any(a => a == t || (a == typeof(string) && t == typeof(Text))));

    private static bool Fits(MethodInfo method, Specialisation specialisation)
    {
        if (method.ContainsGenericParameters) return false;
        var parameters = method.GetParameters();
        var skip = parameters.Length > 0 && parameters[0].ParameterType == typeof(HostContext) ? 1 : 0;
        if (parameters.Length - skip != specialisation.Parameters.Length) return false;
        for (var i = 0; i < specialisation.Parameters.Length; i++)
        {
            if (!Carries(parameters[i + skip].ParameterType, specialisation.Parameters[i])) return false;
        }

        return specialisation.Result is { } result ? Carries(method.ReturnType, result) : method.ReturnType == typeof(void);
    }

    private static bool Carries(Type type, ArcType arc)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return arc switch
        {
            PrimitiveType { Primitive: Primitive.Str } => type == typeof(string) || type == typeof(Text),
            PrimitiveType { Primitive: var primitive } => type == primitive.ClrType() || (primitive == Primitive.U8 && type == typeof(bool)),
            SeriesType { Element: PrimitiveType { Primitive: var element } } => type == typeof(Series<>).MakeGenericType(element.ClrType()) || type == element.ClrType().MakeArrayType()
                || (element == Primitive.Str && type == typeof(string[])),
            AnySeriesType => type == typeof(Series),
            _ => false,
        };
    }

    private static object Given(object value, Type type) => value switch
    {
        Text text when type == typeof(string) => text.ToString(),
        byte flag when type == typeof(bool) => flag != 0,
        Series<Text> texts when type == typeof(string[]) => texts.Span.ToArray().Select(static t => t.ToString()).ToArray(),
        Series series when type.IsArray => Typed.Run(series.Element, new ArrayOf(series)),
        // A method may write into a series that it is given.
        Series series => series.Copy(),
        _ => value,
    };

    private object? Result(object? value) => (_result, value) switch
    {
        // No text is handle 0, which is the empty one.
        (PrimitiveType { Primitive: Primitive.Str }, null) => Text.Empty,
        (_, string text) => Text.From(text),
        (_, bool flag) => flag ? (byte)1 : (byte)0,
        (SeriesType { Element: PrimitiveType { Primitive: var element } }, Array array) =>
            Typed.SeriesOf(element, [.. array.Cast<object>().Select(static e => e is string text ? Text.From(text) : e)]),
        _ => value,
    };

    private sealed class ArrayOf(Series series) : ITypedOperation<object>
    {
        public object Run<T>() => ((Series<T>)series).Span.ToArray();
    }
}
