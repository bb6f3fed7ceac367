using Arc.Engines.Linking;
using static Arc.Engines.Tests.Support.WasmBuilder;

namespace Arc.Engines.Tests.Support;

/// <summary>A guest whose <c>f</c> asks a host function for twice its argument.</summary>
internal static class TwiceGuest
{
    public static byte[] Module()
    {
        var builder = new WasmBuilder().Memory(1);
        builder.Import("h", "twice", [I32], [I32]);
        builder.Function("f", [I32], [I32], Op.Join(Op.Get(0), Op.Call(0)));
        return builder.Build();
    }

    public static Linker Host()
    {
        var linker = new Linker();
        linker.Define("h", "twice", HostModule.Twice);
        return linker;
    }
}
