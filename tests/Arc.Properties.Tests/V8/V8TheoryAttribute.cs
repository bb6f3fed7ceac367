namespace Arc.Properties.Tests.V8;

/// <summary>A theory that needs <c>node</c>, skipped where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class V8TheoryAttribute : TheoryAttribute
{
    public V8TheoryAttribute()
    {
        if (!NodeProcess.IsInstalled) Skip = "node is not installed";
    }
}

/// <summary>A fact that needs <c>node</c>, skipped where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class V8FactAttribute : FactAttribute
{
    public V8FactAttribute()
    {
        if (!NodeProcess.IsInstalled) Skip = "node is not installed";
    }
}
