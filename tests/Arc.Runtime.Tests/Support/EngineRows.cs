using System.Reflection;
using Arc.Engines;
using Arc.Engines.Tests.Support;
using Arc.Engines.Wasmtime;
using Xunit.Sdk;

namespace Arc.Runtime.Tests.Support;

/// <summary>Engines by the names that rows have.</summary>
public static class EngineRows
{
    public const string Managed = "managed";
    public const string Wasmtime = "wasmtime";
    private static readonly Lazy<IWasmEngine> WasmtimeEngine = new(() => new WasmtimeEngine());

    public static IWasmEngine Of(string name) => name == Wasmtime ? WasmtimeEngine.Value : ArcProgram.DefaultEngine;
}

/// <summary>A row for the managed engine.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnManagedAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[EngineRows.Managed]];
}

/// <summary>A row for Wasmtime; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnWasmtimeAttribute : DataAttribute
{
    public OnWasmtimeAttribute() => Skip = WasmtimeHere.Problem;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[EngineRows.Wasmtime]];
}
