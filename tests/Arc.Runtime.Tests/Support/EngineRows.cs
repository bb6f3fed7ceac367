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

/// <summary>Rows that begin with the name of an engine, optionally followed by those of a member.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class EngineDataAttribute(string engine, string? member) : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        IEnumerable<object[]> rows = member is null ? [[]] : new MemberDataAttribute(member).GetData(testMethod);
        return rows.Select(row => (object[])[engine, .. row]);
    }
}

/// <summary>Rows for the managed engine.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnManagedAttribute(string? member = null) : EngineDataAttribute(EngineRows.Managed, member);

/// <summary>Rows for Wasmtime; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnWasmtimeAttribute : EngineDataAttribute
{
    public OnWasmtimeAttribute(string? member = null)
        : base(EngineRows.Wasmtime, member) =>
        Skip = WasmtimeHere.Problem;
}
