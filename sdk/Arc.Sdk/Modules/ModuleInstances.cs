using Arc.Sdk.Hosting;
using Arc.Sdk.Nodes;

namespace Arc.Sdk.Modules;

/// <summary>The modules of one session.</summary>
public sealed class ModuleInstances : IDisposable
{
    private readonly Dictionary<string, IModule> _byName = new(StringComparer.Ordinal);
    private readonly HashSet<ModuleDescriptor> _making = [];
    private readonly SessionServices _services;

    internal ModuleInstances(ModuleSet set, SessionServices services, Func<ModuleDescriptor, bool>? needed)
    {
        ArgumentNullException.ThrowIfNull(services);
        Set = set;
        _services = services;
        services.Instances = this;
        services.ModuleSource = type => set.Modules.FirstOrDefault(m => m.Type == type) is { } module ? Make(module) : null;
        foreach (var module in set.Modules)
        {
            try
            {
                Make(module).RegisterState(services.State);
            }
            catch (ModuleSetException) when (needed?.Invoke(module) == false)
            {
                // Its host offers less than the whole set asks for; who wants it after all is told so.
            }
        }
    }

    /// <summary>The recipe.</summary>
    public ModuleSet Set { get; }

    /// <summary>The instance of a module class.</summary>
    /// <exception cref="KeyNotFoundException">The set has no such module.</exception>
    /// <exception cref="ModuleSetException">The module could not be made, and was not needed until now.</exception>
    public T Get<T>() where T : IModule =>
        Set.Modules.FirstOrDefault(m => m.Type == typeof(T)) is { } module ? (T)Find(module.Name)! : throw new KeyNotFoundException($"the module set has no {typeof(T)}");

    /// <summary>The instance of a module by its Arc name; null if the set has none.</summary>
    /// <exception cref="ModuleSetException">The module could not be made, and was not needed until now.</exception>
    public IModule? Find(string name) => _byName.TryGetValue(name, out var made) ? made : Set.Find(name) is { } module ? Make(module) : null;

    /// <summary>Registers every host function of the modules that were made.</summary>
    public void Bind(ILinker linker)
    {
        foreach (var module in Set.Modules)
        {
            if (_byName.TryGetValue(module.Name, out var made)) made.Bind(linker, _services.Handles);
        }
    }

    /// <summary>Makes a node from a canonical node type; null if no module has it.</summary>
    /// <param name="type">The canonical name <c>module.member</c>.</param>
    /// <param name="request">Makes the request for the unqualified member name.</param>
    public Node? CreateNode(string type, Func<string, NodeRequest> request)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(request);
        var dot = type.LastIndexOf('.');
        return dot > 0 && Find(type[..dot]) is { } module ? module.CreateNode(request(type[(dot + 1)..])) : null;
    }

    /// <summary>Disposes the modules that want it, last made first.</summary>
    public void Dispose()
    {
        foreach (var module in _byName.Values.Reverse().OfType<IDisposable>()) module.Dispose();
    }

    private IModule Make(ModuleDescriptor module)
    {
        if (_byName.TryGetValue(module.Name, out var made)) return made;
        if (!_making.Add(module))
            throw new ModuleSetException($"the constructors of modules depend on each other in a circle: {string.Join(" -> ", _making.Select(m => m.Type))} -> {module.Type}");
        try
        {
            made = module.Create(_services);
        }
        catch (Exception e) when (e is not ModuleSetException)
        {
            throw new ModuleSetException($"module '{module.Name}' could not be made: {e.Message}", e);
        }
        finally
        {
            _making.Remove(module);
        }

        _byName.Add(module.Name, made);
        return made;
    }
}
