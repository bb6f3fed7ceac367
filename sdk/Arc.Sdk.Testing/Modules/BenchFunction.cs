using System.Collections.Immutable;
using Arc.Engines;
using Arc.Sdk.Testing.Modules;
using Arc.Sdk.Types;

namespace Arc.Sdk.Testing;

/// <summary>One specialisation of a host function, reached through compiled WebAssembly.</summary>
public sealed class BenchFunction
{
    private readonly Specialisation _specialisation;
    private readonly World _world;
    private readonly WasmFunction _function;

    internal BenchFunction(Specialisation specialisation, World world, WasmFunction function)
    {
        _specialisation = specialisation;
        _world = world;
        _function = function;
    }

    /// <summary>Its name for people: <c>signals.limit&lt;f64&gt;</c>.</summary>
    public string Name => _specialisation.Name;

    /// <summary>The name of its import: <c>limit_f64</c> (arc-stl.md, section 1.1).</summary>
    public string Import => _specialisation.Import;

    /// <summary>What its type variables stand for, in the order of the import's suffixes.</summary>
    public ImmutableArray<Primitive> Types => _specialisation.Types;

    /// <summary>Calls it.</summary>
    /// <param name="arguments">The arguments in order; trailing ones with a default may be left out.</param>
    /// <returns>The result: a C# number, a <see cref="Text"/>, a <see cref="Series"/>; null if there is none.</returns>
    /// <exception cref="ModuleBenchException">There are too many or too few arguments, or one has another type.</exception>
    /// <exception cref="WasmTrapException">The function threw; its exception is the inner one.</exception>
    public object? Call(params ReadOnlySpan<object?> arguments)
    {
        var values = Arguments.Convert(_specialisation, arguments, _world.Services.Channels);
        return _world.Invoke(_function, _specialisation.Parameters.AsSpan(), _specialisation.Result, values);
    }

    /// <summary>Calls it.</summary>
    /// <typeparam name="T">The type of the result: a number, <see cref="string"/>, <see cref="Text"/>, an array or a <see cref="Series{T}"/>.</typeparam>
    /// <param name="arguments">The arguments in order; trailing ones with a default may be left out.</param>
    /// <exception cref="ModuleBenchException">There are too many or too few arguments, or one or the result has another type.</exception>
    /// <exception cref="WasmTrapException">The function threw; its exception is the inner one.</exception>
    public T Call<T>(params ReadOnlySpan<object?> arguments) => ModuleBench.Taken<T>(Call(arguments), Name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
