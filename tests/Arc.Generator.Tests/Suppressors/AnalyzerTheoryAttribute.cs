namespace Arc.Generator.Tests.Suppressors;

/// <summary>A theory that needs the analyzers of a .NET SDK.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AnalyzerTheoryAttribute : TheoryAttribute
{
    public AnalyzerTheoryAttribute()
    {
        if (StandardAnalyzers.Folder is null) Skip = "no .NET SDK beside the runtime";
    }
}
