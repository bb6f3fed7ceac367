using Arc.Engines;
using Arc.Engines.Linking;
using Arc.Engines.Managed;

namespace Arc.Properties.Tests.V8;

/// <summary>
/// Runs modules on V8 while their imports stay host functions of this process. A judge for tests: it has no execution budget, an invocation
/// that takes longer than <see cref="InstanceOptions.Timeout"/>, or two minutes, costs the process of its engine its life, and so everybody who
/// shares that engine: a test that lets a program run into its deadline takes an engine of its own.
/// </summary>
internal sealed class NodeEngine : IWasmEngine, IDisposable
{
    private NodeProcess? _process;

    /// <summary>The engine that tests share whose programs end.</summary>
    public static NodeEngine Instance { get; } = new();

    /// <summary>Held during an exchange with the process.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The process that runs new modules. Call it with the lock held.</summary>
    public NodeProcess Process => _process is { HasEnded: false } ? _process : _process = new NodeProcess();

    public string Name => "v8";

    public WasmModule Compile(ReadOnlyMemory<byte> bytes, EngineLimits? limits = null) => new NodeModule(this, new ManagedEngine().Compile(bytes, limits), bytes.ToArray());

    public void Dispose() => _process?.Dispose();
}

/// <summary>A module for V8; the managed engine decodes its types.</summary>
internal sealed class NodeModule(NodeEngine engine, WasmModule decoded, byte[] bytes) : WasmModule
{
    public NodeEngine Engine => engine;

    public byte[] Bytes => bytes;

    public override IReadOnlyList<WasmImport> Imports => decoded.Imports;

    public override IReadOnlyList<WasmExport> Exports => decoded.Exports;

    public override WasmInstance Instantiate(Linker linker, InstanceOptions? options = null)
    {
        var problems = new List<LinkProblem>();
        var functions = new List<HostFunctionDefinition>();
        foreach (var import in Imports)
        {
            if (!linker.TryGet(import.Module, import.Name, out var definition)) problems.Add(new LinkProblem(import.Module, import.Name, import.Name, null, "missing", null));
            else if (definition is not HostFunctionDefinition host || host.Type?.Equals(import.Type) != true) problems.Add(new LinkProblem(import.Module, import.Name, import.Name, null, "incompatible import type", null));
            else functions.Add(host);
        }

        return problems.Count == 0 ? new NodeInstance(this, functions, options ?? InstanceOptions.Default) : throw new LinkException(problems);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) decoded.Dispose();
    }
}
