using Arc.Engines;
using Arc.Engines.Tests.Support;
using Arc.Engines.Wasmtime;
using Arc.Properties.Tests.V8;
using Arc.Runtime;

namespace Arc.Properties.Tests.Judging;

/// <summary>The engines that are here: the managed one always, V8 where <c>node</c> is installed, Wasmtime where its library is.</summary>
internal static class Engines
{
    public static IWasmEngine[] All { get; } =
    [
        ArcProgram.DefaultEngine,
        .. NodeProcess.IsInstalled ? [NodeEngine.Instance] : Array.Empty<IWasmEngine>(),
        .. WasmtimeHere.Problem is null ? [new WasmtimeEngine()] : Array.Empty<IWasmEngine>(),
    ];
}
