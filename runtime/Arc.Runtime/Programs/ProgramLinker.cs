using Arc.Engines;
using Arc.Engines.Linking;
using Arc.Sdk.Hosting;

namespace Arc.Runtime.Programs;

/// <summary>
/// What a program's modules register with. It passes on what the program imports, since a module set offers a thousand functions and a
/// program uses a handful; and it tells modules that are programs themselves on which engine they have to run.
/// </summary>
/// <param name="linker">Where the guest's imports are looked up.</param>
/// <param name="engine">The engine of the session.</param>
/// <param name="limits">Bounds on every guest of the session; the defaults if null.</param>
/// <param name="wanted">What the program imports; null passes everything on.</param>
internal sealed class ProgramLinker(
    ILinker linker, IWasmEngine engine, InstanceOptions? limits, IReadOnlySet<(string Module, string Name)>? wanted = null) : ILinker
{
    public IWasmEngine Engine => engine;

    public InstanceOptions? Limits => limits;

    public void Define(string module, string name, Delegate function)
    {
        if (Wants(module, name)) linker.Define(module, name, function);
    }

    /// <summary>Registers the function of another guest.</summary>
    public void Define(string module, string name, WasmFunction function)
    {
        if (!Wants(module, name)) return;
        if (linker is not Linker guests) throw new NotSupportedException($"Functions of the program '{module}' cannot be registered with a {linker.GetType()}.");
        guests.Define(module, name, function);
    }

    /// <summary>Whether anything of a module is imported.</summary>
    public bool Wants(string module) => wanted is null || wanted.Any(import => import.Module == module);

    private bool Wants(string module, string name) => wanted is null || wanted.Contains((module, name));
}
