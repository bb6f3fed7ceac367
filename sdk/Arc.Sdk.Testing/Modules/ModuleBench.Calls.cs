using Arc.Cases.Examples;
using Arc.Engines;
using Arc.Language.Analysis;
using Arc.Sdk.Sync;
using Arc.Sdk.Testing.Modules;
using Arc.Sdk.Types;

namespace Arc.Sdk.Testing;

public sealed partial class ModuleBench
{
    private readonly Dictionary<string, BenchFunction> _functions = new(StringComparer.Ordinal);
    private readonly List<OutboxEntry> _outbox = [];
    private int _ids;

    /// <summary>What synchronous calls wanted created later, in order.</summary>
    public IReadOnlyList<OutboxEntry> Outbox => _outbox;

    /// <summary>
    /// Calls a host function as a program does: an Arc function that calls it is compiled to WebAssembly, linked with the module and run. The C# types
    /// of the arguments pick the specialisation; an <c>int</c> fits wherever a literal of its value does, so <c>Call("signals.limit", 12.0, 0, 10)</c>
    /// is f64. Strings, arrays, <see cref="Series{T}"/>, bools, time spans (ns) and names of channels are arguments too. The module keeps its state
    /// from call to call.
    /// </summary>
    /// <param name="member">The member, <c>module.member</c>.</param>
    /// <param name="arguments">The arguments in order; trailing ones with a default may be left out.</param>
    /// <returns>The result: a C# number, a <see cref="Text"/>, a <see cref="Series"/>; null if there is none.</returns>
    /// <exception cref="ModuleBenchException">There is no such member, or no specialisation for the arguments.</exception>
    /// <exception cref="WasmTrapException">The function threw; its exception is the inner one.</exception>
    public object? Call(string member, params ReadOnlySpan<object?> arguments) => FunctionFor(member, arguments).Call(arguments);

    /// <summary>Calls a host function as a program does; see <see cref="Call(string, ReadOnlySpan{object?})"/>.</summary>
    /// <typeparam name="T">The type of the result: a number, <see cref="string"/>, <see cref="Text"/>, an array or a <see cref="Series{T}"/>.</typeparam>
    /// <param name="member">The member, <c>module.member</c>.</param>
    /// <param name="arguments">The arguments in order; trailing ones with a default may be left out.</param>
    /// <exception cref="ModuleBenchException">There is no such member, no specialisation for the arguments, or the result has another type.</exception>
    /// <exception cref="WasmTrapException">The function threw; its exception is the inner one.</exception>
    public T Call<T>(string member, params ReadOnlySpan<object?> arguments) => FunctionFor(member, arguments).Call<T>(arguments);

    /// <summary>One specialisation of a host function, picked by its types and not by arguments.</summary>
    /// <param name="member">The member, <c>module.member</c>.</param>
    /// <param name="types">The types in the order of the import's suffixes; none for a function without type variables.</param>
    /// <exception cref="ModuleBenchException">There is no such member or specialisation.</exception>
    public BenchFunction Function(string member, params ReadOnlySpan<Primitive> types) => FunctionOf(Arguments.Pick(FindCallable(member), types), []);

    /// <summary>The value of an Arc expression: <c>Evaluate&lt;double&gt;("signals.limit(12, 0, 10) * 2")</c>. Modules need no import.</summary>
    /// <typeparam name="T">The type of the value: a number, <see cref="string"/>, <see cref="Text"/>, an array or a <see cref="Series{T}"/>.</typeparam>
    /// <param name="expression">The expression.</param>
    /// <param name="declarations">Functions and constants that it uses.</param>
    /// <exception cref="ModuleBenchException">The expression has errors, or another type.</exception>
    /// <exception cref="WasmTrapException">It trapped.</exception>
    public T Evaluate<T>(string expression, string declarations = "")
    {
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentNullException.ThrowIfNull(declarations);
        var element = typeof(T).IsArray ? typeof(T).GetElementType()! : typeof(T).IsGenericType ? typeof(T).GetGenericArguments()[0] : typeof(T);
        if (!PrimitiveFacts.TryFromClr(element == typeof(bool) ? typeof(byte) : element, out var primitive))
            throw new ModuleBenchException($"{BenchValues.NameOf(typeof(T))} is no type of an Arc value");
        ArcType type = element == typeof(T) ? ArcType.Of(primitive) : new SeriesType(ArcType.Of(primitive));
        var program = Compile($"{ExpressionImports.For(Set, $"{declarations}\n{expression}")}{declarations}\nfunc evaluated_expression() {type} {{\n    return {expression}\n}}\n");
        var function = _world.Link(program.Compiled.Wasm).GetFunction("evaluated_expression");
        return Taken<T>(_world.Invoke(function, [], type, []), "the expression");
    }

    /// <summary>
    /// Calls a member as a workflow script does: with dynamic values, whose errors are values too. Numbers, strings, bools, arrays, null and
    /// <see cref="Val"/> are arguments.
    /// </summary>
    /// <param name="member">The member, <c>module.member</c>.</param>
    /// <param name="arguments">The arguments in order.</param>
    /// <returns>The value, the error (<see cref="Val.Error"/>), or a handle whose entry is in <see cref="Outbox"/>.</returns>
    /// <exception cref="ModuleBenchException">There is no such module, or an argument is no dynamic value.</exception>
    public Val CallSync(string member, params ReadOnlySpan<object?> arguments)
    {
        ArgumentNullException.ThrowIfNull(member);
        var dot = member.LastIndexOf('.');
        if (dot < 0) throw new ModuleBenchException($"'{member}' is no member; name it as module.member");
        var values = new Val[arguments.Length];
        for (var i = 0; i < values.Length; i++) values[i] = ValOf(arguments[i]);
        var context = new SyncContext(() => $"id-{++_ids}", () => Services.Clock.Now);
        var result = Module(member[..dot]).Call(context, null, member[(dot + 1)..], values);
        if (result.Entry is { } entry) _outbox.Add(entry);
        return result.Value;
    }

    /// <summary>
    /// Makes one node of a member's flow form, to be driven by hand. Its type variables are f64 where they may be, else i64, else the last type that they may be.
    /// </summary>
    /// <param name="member">The member, <c>module.member</c>.</param>
    /// <param name="config">Config values by name: numbers, strings, time spans (ns), names of channels. Those with a default may be left out.</param>
    /// <exception cref="ModuleBenchException">There is no such member, it is no node, or a config value is missing, unknown or not allowed.</exception>
    public BenchNode Node(string member, params ReadOnlySpan<(string Name, object Value)> config) => MakeNode(member, null, config);

    /// <summary>Makes one node of a member's flow form for a type, to be driven by hand.</summary>
    /// <typeparam name="T">What every type variable of the node stands for.</typeparam>
    /// <param name="member">The member, <c>module.member</c>.</param>
    /// <param name="config">Config values by name: numbers, strings, time spans (ns), names of channels. Those with a default may be left out.</param>
    /// <exception cref="ModuleBenchException">There is no such member, it is no node or has no such type, or a config value is missing, unknown or not allowed.</exception>
    public BenchNode Node<T>(string member, params ReadOnlySpan<(string Name, object Value)> config) => PrimitiveFacts.TryFromClr(typeof(T), out var type)
        ? MakeNode(member, _ => type, config)
        : throw new ModuleBenchException($"{BenchValues.NameOf(typeof(T))} is no type of an Arc value");

    internal static T Taken<T>(object? value, string what) => BenchValues.TryTake<T>(value, out var taken)
        ? taken
        : throw new ModuleBenchException($"{what} gives {(value is null ? "nothing" : BenchValues.Describe(value))}, not {BenchValues.NameOf(typeof(T))}");

    private BenchNode MakeNode(string member, Func<string, Primitive>? types, ReadOnlySpan<(string Name, object Value)> config)
    {
        var symbol = Find(member);
        return symbol.Flow is null
            ? throw new ModuleBenchException($"{member} is no node; it can be called: bench.Call(\"{member}\", ...)")
            : BenchNode.Make(symbol, _world, types, config);
    }

    private BenchFunction FunctionFor(string member, ReadOnlySpan<object?> arguments) => FunctionOf(Arguments.Pick(FindCallable(member), arguments), arguments);

    private BenchFunction FunctionOf(Specialisation specialisation, ReadOnlySpan<object?> arguments)
    {
        // A series of any type is one parameter to the import, but not to the Arc function that calls it.
        var elements = string.Concat(AnyElements(specialisation, arguments).Select(static e => $" {e.Name()}"));
        var key = specialisation.Name + elements;
        if (_functions.TryGetValue(key, out var function)) return function;
        function = new BenchFunction(specialisation, _world, Guest(specialisation, arguments));
        _functions.Add(key, function);
        return function;
    }

    /// <summary>A guest function that calls a specialisation: compiled from Arc, unless the member is one that no program can name.</summary>
    private WasmFunction Guest(Specialisation specialisation, ReadOnlySpan<object?> arguments)
    {
        var symbol = specialisation.Symbol;
        if (symbol.IsInternal || Set.Find(symbol.Module)!.IsInternal) return _world.Link(ImportGuest.Build([specialisation])).GetFunction(specialisation.Import);
        var elements = AnyElements(specialisation, arguments).ToArray();
        var next = 0;
        var parameters = specialisation.Parameters.Select((t, i) => $"p{i} {(t is AnySeriesType ? $"series {elements[next++].Name()}" : t)}").ToArray();
        var result = specialisation.Result is AnySeriesType ? $"series {elements[0].Name()}" : specialisation.Result?.ToString() ?? "";
        var call = $"{ModuleSymbol.AliasOf(symbol.Module)}.{symbol.Name}({string.Join(", ", parameters.Select((_, i) => $"p{i}"))})";
        var program = Compile($"import {symbol.Module}\nfunc called_member({string.Join(", ", parameters)}) {result} {{\n    {(result.Length == 0 ? "" : "return ")}{call}\n}}\n");
        if (!program.Compiled.Imports.Any(i => i.Module == symbol.WasmNamespace && i.Name == specialisation.Import))
            throw new ModuleBenchException($"a call of {specialisation.Name} imports {string.Join(", ", program.Compiled.Imports.Select(static i => $"{i.Module}.{i.Name}"))} and not {specialisation.Import}");
        return _world.Link(program.Compiled.Wasm).GetFunction("called_member");
    }

    private static List<Primitive> AnyElements(Specialisation specialisation, ReadOnlySpan<object?> arguments)
    {
        var elements = new List<Primitive>();
        for (var i = 0; i < specialisation.Parameters.Length; i++)
        {
            if (specialisation.Parameters[i] is AnySeriesType)
                elements.Add(i < arguments.Length && BenchValues.PrimitiveOf(arguments[i]) is { } element ? element : Primitive.F64);
        }

        return elements;
    }

    private static Val ValOf(object? value) => value switch
    {
        null => Val.Null,
        Val known => known,
        bool flag => Val.Of(flag),
        string text => Val.Of(text),
        Text text => Val.Of(text.ToString()),
        Series series => SyncFacet.From(series),
        TimeSpan time => Val.Of(time.Ticks * (double)TimeSpan.NanosecondsPerTick),
        Array array => Val.Of([.. array.Cast<object?>().Select(ValOf)]),
        IConvertible number => Val.Of(number.ToDouble(System.Globalization.CultureInfo.InvariantCulture)),
        _ => throw new ModuleBenchException($"{BenchValues.Describe(value)} is no dynamic value; give a number, text, bool, array, null or Val"),
    };
}
