using Arc.Engines.Tests.Support;

namespace Arc.Engines.Tests.Specification;

/// <summary>A theory over the official WebAssembly core tests; skipped where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SpecificationTheoryAttribute : TheoryAttribute
{
    public const string Folder = "wasm-spec";

    public SpecificationTheoryAttribute()
    {
        if (SharedFolder.Find(Folder) is null) Skip = "The WebAssembly core tests are not beside the checkout (shared/wasm-spec).";
    }
}
