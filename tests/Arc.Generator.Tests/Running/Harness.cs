using Arc.Sdk;
using Arc.Sdk.Hosting;
using Arc.Sdk.Modules;
using Arc.Sdk.Nodes;
using Arc.Sdk.Testing;
using Arc.Sdk.Types;

namespace Arc.Generator.Tests.Running;

/// <summary>A compiled module below the bench: its facets as an engine and a scheduler see them, delegate by delegate and port by port.</summary>
internal sealed class Harness : ILinker, INodeHost
{
    private readonly ModuleDescriptor _module;

    private Harness(ModuleDescriptor module, IServiceProvider? host)
    {
        _module = module;
        Services = new SessionServices(host: host);
        Instance = ModuleSet.Empty.Add(module).Instantiate(Services).Find(module.Name)!;
        Instance.Bind(this, Services.Handles);
    }

    public SessionServices Services { get; }

    public IModule Instance { get; }

    public ModuleDescriptor Descriptor => _module;

    public Dictionary<string, Delegate> Functions { get; } = [];

    public List<(Exception Error, int Sample)> Reports { get; } = [];

    public long Now => 1_000;

    long INodeHost.Elapsed => 0;

    CycleReason INodeHost.Reason => CycleReason.Input;

    long INodeHost.Tolerance => 0;

    CancellationToken INodeHost.Cancellation => CancellationToken.None;

    /// <summary>Compiles members into a module and makes an instance of it.</summary>
    public static Harness Of(string members) => OfFile(Sources.Module(members));

    public static Harness OfFile(string source, IServiceProvider? host = null)
    {
        var run = ModuleCompiler.Run(source);
        Assert.Empty(run.Misuses);
        Assert.Empty(run.CompilerProblems);
        return new Harness(run.LoadModules().Single(), host);
    }

    public object? Call(string import, params object[] arguments)
    {
        try
        {
            return Functions[import].DynamicInvoke(arguments);
        }
        catch (System.Reflection.TargetInvocationException e)
        {
            throw e.InnerException!;
        }
    }

    public Node Node(string member, (string Name, Primitive Type)[] types, params (string Name, Constant Value)[] config) => Instance.CreateNode(new NodeRequest
    {
        Key = Services.Nodes.GetOrAdd("node"),
        Member = member,
        Types = types.ToDictionary(t => t.Name, t => t.Type),
        Config = new ConfigValues(config.ToDictionary(c => c.Name, c => c.Value)),
        Services = Services,
    })!;

    /// <summary>One cycle: begins the outputs, executes the node.</summary>
    public void Execute(Node node)
    {
        foreach (var output in node.Outputs) output.Begin();
        var context = new NodeContext(this, Services.Nodes.GetOrAdd("node"));
        node.Execute(ref context);
    }

    void ILinker.Define(string module, string name, Delegate function)
    {
        Assert.Equal(_module.WasmNamespace, module);
        Functions.Add(name, function);
    }

    void INodeHost.RunAgain(NodeKey node)
    {
    }

    void INodeHost.WakeAt(NodeKey node, long elapsed)
    {
    }

    void INodeHost.Report(NodeKey node, Exception error, int sample) => Reports.Add((error, sample));
}
