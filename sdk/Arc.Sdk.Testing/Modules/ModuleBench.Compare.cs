using System.Collections.Immutable;
using System.Reflection;
using Arc.Generator.Validation;
using Arc.Sdk.Symbols;
using Arc.Sdk.Testing.Modules;
using Arc.Sdk.Types;

namespace Arc.Sdk.Testing;

public sealed partial class ModuleBench
{
    /// <summary>
    /// Compares one specialisation of a host function, called from WebAssembly, with an oracle over generated arguments: edge values and random ones.
    /// The oracle's C# types say which: <c>Compare("signals.limit", (double x, double lo, double hi) => Math.Clamp(x, lo, hi))</c>. Where the
    /// oracle throws, the function must trap, and only there. Module instances are fresh ones.
    /// </summary>
    /// <param name="member">The member, <c>module.member</c>.</param>
    /// <param name="oracle">What the function should give; numbers, strings or <see cref="Text"/>, arrays or <see cref="Series{T}"/>.</param>
    /// <param name="options">How much is compared, and how exactly; the defaults if null.</param>
    /// <returns>What was compared.</returns>
    /// <exception cref="ModuleBenchException">
    /// They differ; the message has the smallest arguments found, both results with their bits, and the seed. Or no specialisation has the oracle's types.
    /// </exception>
    public CompareResult Compare(string member, Delegate oracle, CompareOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(oracle);
        var symbol = FindCallable(member);
        var pair = Specialisation.All(symbol).Select(s => (Specialisation: s, Oracle: Oracle.Of(oracle, s))).FirstOrDefault(static p => p.Oracle is not null);
        if (pair.Oracle is null)
        {
            var found = oracle.GetType().GetMethod("Invoke")!;
            throw new ModuleBenchException(
                $"{member}{symbol.Call} has no specialisation for an oracle ({string.Join(", ", found.GetParameters().Select(static p => BenchValues.NameOf(p.ParameterType)))}) -> {BenchValues.NameOf(found.ReturnType)}{Constraints(symbol)}");
        }

        return Compare([(pair.Specialisation, pair.Oracle, false)], [], options);
    }

    /// <summary>
    /// Compares every specialisation of a host function, called from WebAssembly, with an oracle over generated arguments. The oracle is a static method,
    /// generic like the function: it is closed for each specialisation. Where it throws, the function must trap, and only there.
    /// </summary>
    /// <param name="member">The member, <c>module.member</c>.</param>
    /// <param name="type">The class that has the oracle.</param>
    /// <param name="method">The method's name, or that of several which share the types.</param>
    /// <param name="options">How much is compared, and how exactly; the defaults if null.</param>
    /// <returns>What was compared.</returns>
    /// <exception cref="ModuleBenchException">
    /// They differ; the message has the smallest arguments found, both results with their bits, and the seed. Or the oracle does not cover every specialisation that
    /// <see cref="CompareOptions.Types"/> names.
    /// </exception>
    public CompareResult Compare(string member, Type type, string method, CompareOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        var symbol = FindCallable(member);
        var methods = Oracle.MethodsOf(type, m => m.Name == method && m.IsStatic);
        if (methods.Length == 0)
            throw new ModuleBenchException($"{BenchValues.NameOf(type)} has no static method '{method}'{Names.Phrase(method, Oracle.MethodsOf(type, static m => m.IsStatic).Select(static m => m.Name))}");
        var pairs = Wanted(symbol, options).Select(s => (Specialisation: s, Oracle: Oracle.Of(methods, null, s))).ToList();
        if (pairs.Where(static p => p.Oracle is null).Select(static p => p.Specialisation.Name).ToList() is { Count: > 0 } uncovered)
        {
            throw new ModuleBenchException(
                $"{BenchValues.NameOf(type)}.{method} is no oracle for {string.Join(", ", uncovered)}: its parameters, result or constraint do not fit; CompareOptions.Types says what to compare");
        }

        return Compare([.. pairs.Select(static p => (p.Specialisation, p.Oracle!, false))], [], options);
    }

    /// <summary>
    /// Compares every specialisation of every host function of the modules under test, called from WebAssembly, with the author's own method called
    /// from C#: what lies between them changes no bit. Where the method throws, the call must trap because of the same exception. Both sides have module instances
    /// of their own, which see the same calls; services of the host serve both.
    /// </summary>
    /// <param name="options">How much is compared; the defaults if null.</param>
    /// <returns>What was compared; members that take channels are left out.</returns>
    /// <exception cref="ModuleBenchException">There is a difference, or nothing to compare.</exception>
    public CompareResult CompareBodies(CompareOptions? options = null)
    {
        options ??= CompareOptions.Default;
        foreach (var name in options.Except) Find(name);
        return CompareBodies(Modules.SelectMany(static m => m.Symbols).Where(s => s.Call is not null && !options.Except.Contains(s.QualifiedName)), options);
    }

    /// <summary>Compares every specialisation of one host function with the author's own method; see <see cref="CompareBodies(CompareOptions?)"/>.</summary>
    /// <param name="member">The member, <c>module.member</c>.</param>
    /// <param name="options">How much is compared; the defaults if null.</param>
    /// <returns>What was compared.</returns>
    /// <exception cref="ModuleBenchException">There is a difference, or nothing to compare.</exception>
    public CompareResult CompareBodies(string member, CompareOptions? options = null) => CompareBodies([FindCallable(member)], options ?? CompareOptions.Default);

    private CompareResult CompareBodies(IEnumerable<Symbol> symbols, CompareOptions options)
    {
        // Instances of their own for the bodies, which see the same calls, so that members that remember agree too.
        using var bodies = new World(Set, Channels, Options);
        var pairs = new List<(Specialisation, Oracle, bool)>();
        var leftOut = new List<string>();
        foreach (var symbol in symbols)
        {
            if (symbol.Call!.Parameters.Any(static p => p.Type is ChannelType))
            {
                leftOut.Add($"{symbol.QualifiedName} takes a channel");
                continue;
            }

            var module = Set.Find(symbol.Module)!;
            var methods = Oracle.MethodsOf(module.Type, m => m.GetCustomAttribute<HostFunctionAttribute>() is { } a && (a.Name ?? ArcNames.SnakeCase(m.Name)) == symbol.Name);
            foreach (var specialisation in Wanted(symbol, options))
            {
                if (Oracle.Of(methods, bodies, specialisation) is { } body) pairs.Add((specialisation, body, true));
                else leftOut.Add($"{specialisation.Name} has no C# method of its types");
            }
        }

        return Compare(pairs, leftOut, options);
    }

    private CompareResult Compare(List<(Specialisation Specialisation, Oracle Oracle, bool IsBody)> pairs, List<string> leftOut, CompareOptions? options)
    {
        options ??= CompareOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Samples, 1);
        if (pairs.Count == 0) throw new ModuleBenchException($"there is nothing to compare{(leftOut.Count == 0 ? "" : $": {string.Join("; ", leftOut)}")}");
        var seed = options.Seed ?? Random.Shared.Next();
        using var world = new World(Set, Channels, Options);
        var compared = ImmutableArray.CreateBuilder<ComparedSpecialisation>(pairs.Count);
        foreach (var module in pairs.GroupBy(static p => p.Specialisation.Symbol.WasmNamespace, StringComparer.Ordinal))
        {
            var guest = world.Link(ImportGuest.Build([.. module.Select(static p => p.Specialisation)]));
            foreach (var (specialisation, oracle, isBody) in module)
                compared.Add(new Comparison(world, specialisation, guest.GetFunction(specialisation.Import), oracle, isBody, options, seed).Run());
        }

        var result = new CompareResult(seed, compared.MoveToImmutable(), [.. leftOut]);
        options.Log?.Invoke(result.ToString());
        return result;
    }

    private static IEnumerable<Specialisation> Wanted(Symbol symbol, CompareOptions? options) =>
        Specialisation.All(symbol).Where(s => s.Types.All((options ?? CompareOptions.Default).Types.Contains));

    private static string Constraints(Symbol symbol) => symbol.Call!.Variables.IsEmpty ? "" : $", where {string.Join(" and ", symbol.Call.Variables.Select(static v => $"{v.Name} is {v.Constraint}"))}";
}
