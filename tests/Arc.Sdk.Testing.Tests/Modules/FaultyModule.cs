using Arc.Sdk.Hosting;
using Arc.Sdk.Modules;
using Arc.Sdk.Nodes;
using Arc.Sdk.State;
using Arc.Sdk.Symbols;
using Arc.Sdk.Sync;
using Arc.Sdk.Types;
using Arc.Sdk.Values;

namespace Arc.Sdk.Testing.Tests.Modules;

/// <summary>A module whose wrappers are wrong, as those of a broken generator would be.</summary>
public sealed class FaultyModule : IModule
{
    public static ModuleDescriptor Descriptor { get; } = new()
    {
        Name = "faulty",
        WasmNamespace = "faulty",
        Type = typeof(FaultyModule),
        Create = static _ => new FaultyModule(),
        Symbols = [.. new[] { "lost", "trap", "wide" }.Select(static name => new Symbol("faulty", name)
        {
            WasmNamespace = "faulty",
            Call = new CallSignature([new Parameter("x", ArcType.Of(Primitive.U8))], ArcType.Of(Primitive.U8)),
        })],
    };

    [HostFunction("lost")]
    public static byte Lost(byte x) => (byte)(x == 0 ? 1 : x);

    [HostFunction("wide")]
    public static byte Wide(byte x) => x;

    [HostFunction("trap")]
    public static byte Trap(byte x) => throw new FormatException($"{x}");

    public static int LostWrapper(int x) => x & 0xFF;

    // Passes on the bits that a byte does not have.
    public static int WideWrapper(int x) => x;

    public static int TrapWrapper(int x) => x & 0;

    public void Bind(ILinker linker, HandleStores handles)
    {
        ArgumentNullException.ThrowIfNull(linker);
        linker.Define("faulty", "lost", new Func<int, int>(LostWrapper));
        linker.Define("faulty", "wide", new Func<int, int>(WideWrapper));
        linker.Define("faulty", "trap", new Func<int, int>(TrapWrapper));
    }

    public Node? CreateNode(NodeRequest request) => null;

    public SyncResult Call(in SyncContext context, Val? self, string member, ReadOnlySpan<Val> arguments) => SyncFacet.Unknown("faulty", member);

    public void RegisterState(StateRegistry registry)
    {
    }
}
