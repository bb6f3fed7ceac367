namespace Arc.Compiler.Tests.Support;

/// <summary>A fact that needs Node.js; skipped with the reason where it is missing.</summary>
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        if (Tool.Find("node") is null) Skip = "node is not on the path";
    }
}

/// <summary>A theory that needs Node.js; skipped with the reason where it is missing.</summary>
public sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute()
    {
        if (Tool.Find("node") is null) Skip = "node is not on the path";
    }
}

/// <summary>A fact that needs the WebAssembly Binary Toolkit; skipped with the reason where it is missing.</summary>
public sealed class WabtFactAttribute : FactAttribute
{
    public WabtFactAttribute()
    {
        if (Tool.Find("wasm-validate") is null) Skip = "wasm-validate is not on the path";
    }
}

/// <summary>Programs on the search path.</summary>
public static class Tool
{
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}
