using Arc.Sdk.Hosting;
using Arc.Sdk.Modules;
using Arc.Sdk.Nodes;
using Arc.Sdk.State;
using Arc.Sdk.Symbols;
using Arc.Sdk.Sync;
using Arc.Sdk.Types;
using Arc.Sdk.Values;

namespace Arc.Dataflow.Tests;

/// <summary>A module made of node factories, without generated code.</summary>
public sealed class TestModule(string name, IReadOnlyDictionary<string, Func<NodeRequest, Node>> members) : IModule, IDisposable
{
    public bool IsDisposed { get; private set; }

    public static ModuleDescriptor Describe(string name, params (string Member, FlowSignature Flow, Func<NodeRequest, Node> Make)[] members) => new()
    {
        Name = name,
        WasmNamespace = name,
        Type = typeof(TestModule),
        Symbols = [.. members.Select(m => new Symbol(name, m.Member) { WasmNamespace = name, Flow = m.Flow })],
        Create = _ => new TestModule(name, members.ToDictionary(m => m.Member, m => m.Make)),
    };

    public string Name => name;

    public void Bind(ILinker linker, HandleStores handles) => linker.Define(name, "ping", new Func<int, int>(static x => x + 1));

    public Node? CreateNode(NodeRequest request) => members.TryGetValue(request.Member, out var make) ? make(request) : null;

    public SyncResult Call(in SyncContext context, Val? self, string member, ReadOnlySpan<Val> arguments) => SyncResult.Fail("UNKNOWN_MEMBER", member);

    public void RegisterState(StateRegistry registry)
    {
    }

    public void Dispose() => IsDisposed = true;
}

/// <summary>Hand-written counterparts of the library members that the tests of the runtime need.</summary>
public static class TestModules
{
    private static readonly VariableType T = new("T", TypeSet.Numeric);

    /// <summary>The set: <c>telem</c>, <c>op</c>, <c>time</c>, <c>control</c>.</summary>
    public static ModuleSet Set { get; } = ModuleSet.Empty
        .Add(Own(1, TestModule.Describe("telem",
            ("on", new FlowSignature([new("channel", new ChannelType(T))], [], [new("output", T)]), r => Make(r, typeof(OnNode<>))),
            ("write", new FlowSignature([new("channel", new ChannelType(T))], [new("input", T)], [U8("output")]), r => Make(r, typeof(WriteNode<>))))))
        .Add(Own(2, TestModule.Describe("op",
            ("constant", new FlowSignature([new("value", T)], [], [new("output", T)]), r => Make(r, typeof(ConstantNode<>))),
            ("add", new FlowSignature([], [new("a", T), new("b", T)], [new("output", T)]), Sum))))
        .Add(Own(3, TestModule.Describe("time",
            ("interval", new FlowSignature([new("period", ArcType.TimeSpan)], [], [U8("output")]), r => new IntervalNode(r)),
            ("wait", new FlowSignature([new("duration", ArcType.TimeSpan)], [], [U8("output")]), r => new WaitNode(r)))))
        .Add(Own(4, TestModule.Describe("control",
            ("set_authority", new FlowSignature([U8("value")], [], []), r => new AuthorityNode(r)))));

    public static Parameter U8(string name) => new(name, ArcType.Of(Primitive.U8));

    // Instances are told apart by their class, and these share one.
    private static ModuleDescriptor Own(int number, ModuleDescriptor module) =>
        module with { Type = number switch { 1 => typeof(One), 2 => typeof(Two), 3 => typeof(Three), _ => typeof(Four) } };

    private static Node Sum(NodeRequest request) => request.TypeOf("T") switch
    {
        Primitive.F64 => new SumNode<double>("a", "b"),
        Primitive.I64 => new SumNode<long>("a", "b"),
        _ => throw request.NoSpecialisation(),
    };

    private static Node Make(NodeRequest request, Type open) =>
        (Node)Activator.CreateInstance(open.MakeGenericType(request.TypeOf("T").ClrType()), request)!;

    private sealed class One;

    private sealed class Two;

    private sealed class Three;

    private sealed class Four;
}
