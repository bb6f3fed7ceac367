using System.Reflection;
using Arc.Engines.Managed;
using Arc.Engines.Wasmtime;
using Arc.Engines.Wasmtime.Native;
using Xunit.Sdk;

namespace Arc.Engines.Tests.Support;

/// <summary>The engines under test, by name.</summary>
public static class TestEngines
{
    public const string Managed = "managed";
    public const string Interpreted = "interpreted";
    public const string Wasmtime = "wasmtime";
    public const string WasmtimeBaseline = "wasmtime-baseline";

    private static readonly Dictionary<string, Lazy<IWasmEngine>> Known = new()
    {
        [Managed] = new(() => new ManagedEngine()),
        [Interpreted] = new(() => new ManagedEngine { CompileBodies = false }),
        [Wasmtime] = new(() => new WasmtimeEngine()),
        [WasmtimeBaseline] = new(() => new WasmtimeEngine { Compiler = CompilerKind.Baseline }),
    };

    /// <summary>Why there is no Wasmtime here, or null.</summary>
    public static string? WithoutWasmtime => WasmtimeHere.Problem;

    public static IWasmEngine Of(string name) => Known[name].Value;
}

/// <summary>A test of the Wasmtime engine alone; skipped where there is none.</summary>
public sealed class WasmtimeFactAttribute : FactAttribute
{
    public WasmtimeFactAttribute() => Skip = TestEngines.WithoutWasmtime;
}

/// <summary>Rows that begin with the name of an engine, optionally followed by those of a member.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public abstract class EngineDataAttribute(string? member, params string[] engines) : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        object[][] rows = member is null ? [[]] : [.. new MemberDataAttribute(member).GetData(testMethod)];
        foreach (var engine in engines)
            foreach (var row in rows)
                yield return [engine, .. row];
    }
}

/// <summary>Runs a theory on the managed engine, compiled and interpreted.</summary>
public sealed class OnManagedAttribute(string? member = null) : EngineDataAttribute(member, TestEngines.Managed, TestEngines.Interpreted);

/// <summary>Runs a theory on Wasmtime with its baseline compiler, which takes over for large functions; skipped where there is none.</summary>
public sealed class OnWasmtimeBaselineAttribute : EngineDataAttribute
{
    public OnWasmtimeBaselineAttribute(string? member = null)
        : base(member, TestEngines.WasmtimeBaseline) =>
        Skip = TestEngines.WithoutWasmtime;
}

/// <summary>Runs a theory on Wasmtime; skipped where there is none.</summary>
public sealed class OnWasmtimeAttribute : EngineDataAttribute
{
    public OnWasmtimeAttribute(string? member = null)
        : base(member, TestEngines.Wasmtime) =>
        Skip = TestEngines.WithoutWasmtime;
}
