using System.Diagnostics.CodeAnalysis;
using Arc.Sdk.Hosting;

namespace Arc.Engines.Linking;

/// <summary>
/// What a host offers to guests, by module and name. Filled by the modules' generated code through <see cref="ILinker"/>, and by the
/// exports of other instances. The same linker serves every engine; it may be read by several threads once it is filled.
/// </summary>
public sealed class Linker : ILinker
{
    private readonly Dictionary<(string Module, string Name), LinkDefinition> _definitions = [];

    /// <summary>How many definitions there are.</summary>
    public int Count => _definitions.Count;

    /// <inheritdoc/>
    public void Define(string module, string name, Delegate function) => Define(module, name, function, member: null);

    /// <summary>Registers one host function under a name that differs from what traps should call it.</summary>
    /// <param name="module">The import's module name.</param>
    /// <param name="name">The import's name with its type suffixes.</param>
    /// <param name="function">The implementation; see <see cref="ILinker.Define"/>.</param>
    /// <param name="member">
    /// The member's name in the text of traps (<c>module.member: message</c>); null takes <paramref name="name"/> without its last type
    /// suffix.
    /// </param>
    /// <exception cref="ArgumentException">The pair is registered already, or the delegate's shape is none that a guest can call.</exception>
    public void Define(string module, string name, Delegate function, string? member)
    {
        ArgumentNullException.ThrowIfNull(function);
        var type = HostFunctionShape.TypeOf(function, $"{module}.{name}");
        Add(module, name, new HostFunctionDefinition(type, function, member ?? ImportName.Split(name).Member));
    }

    /// <summary>Registers an exported function of another instance; a guest calls it without passing through the host.</summary>
    /// <exception cref="ArgumentException">The pair is registered already.</exception>
    public void Define(string module, string name, WasmFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        Add(module, name, new GuestFunctionDefinition(function.Type, function));
    }

    /// <summary>Registers every export of an instance under a module name.</summary>
    /// <exception cref="ArgumentException">One of the pairs is registered already.</exception>
    public void Define(string module, WasmInstance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        foreach (var export in instance.Module.Exports)
        {
            if (export.Kind == WasmExternKind.Function) Define(module, export.Name, instance.GetFunction(export.Name));
            else if (instance is IExternProvider provider) Add(module, export.Name, new ExternDefinition(provider.GetExtern(export.Name)));
        }
    }

    /// <summary>Looks a definition up.</summary>
    public bool TryGet(string module, string name, [NotNullWhen(true)] out LinkDefinition? definition) =>
        _definitions.TryGetValue((module, name), out definition);

    internal void Define(string module, string name, object externObject) => Add(module, name, new ExternDefinition(externObject));

    /// <summary>The most similar name on offer: in the same module if that exists, otherwise in the module with the most similar name.</summary>
    internal string? Nearest(string module, string name)
    {
        var known = _definitions.Keys.Any(key => key.Module == module);
        var nearModule = known ? module : ImportName.Nearest(module, _definitions.Keys.Select(key => key.Module).Distinct());
        if (nearModule is null) return null;
        var names = _definitions.Keys.Where(key => key.Module == nearModule).Select(key => key.Name);
        return ImportName.Nearest(name, names) is { } near ? $"{nearModule}.{near}" : null;
    }

    private void Add(string module, string name, LinkDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(name);
        if (!_definitions.TryAdd((module, name), definition))
            throw new ArgumentException($"{module}.{name} is defined already.", nameof(name));
    }
}
