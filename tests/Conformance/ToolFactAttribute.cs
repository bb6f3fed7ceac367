namespace Conformance;

/// <summary>A fact that needs a program on the search path; skipped with the reason where it is missing.</summary>
public sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(string tool)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(f => File.Exists(Path.Combine(f, tool)))) Skip = $"{tool} is not on the path";
    }
}
