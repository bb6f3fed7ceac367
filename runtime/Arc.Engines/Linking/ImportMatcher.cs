using Arc.Engines.Decoding;

namespace Arc.Engines.Linking;

/// <summary>Goes through a module's imports for every engine, so that all of them report what does not fit in the same words.</summary>
internal static class ImportMatcher
{
    private const int PageBytes = 65536;

    /// <summary>Takes what was found for an import.</summary>
    /// <param name="import">The import.</param>
    /// <param name="number">Its number among the imports of its kind.</param>
    /// <param name="definition">What the linker offers; for a function of the very signature that is wanted.</param>
    /// <returns>Why it does not fit, or null.</returns>
    public delegate string? Taker(ImportInfo import, int number, LinkDefinition definition);

    /// <summary>Looks every import up.</summary>
    /// <exception cref="LinkException">At least one import does not fit, or the module begins larger than the options allow.</exception>
    public static void Match(ModuleInfo info, Linker linker, InstanceOptions options, Taker take)
    {
        var problems = new List<LinkProblem>();
        Span<int> numbers = stackalloc int[4];
        numbers.Clear();
        foreach (var import in info.Imports)
        {
            var number = numbers[(int)import.Kind]++;
            if (!linker.TryGet(import.Module, import.Name, out var definition))
            {
                Report(problems, import, "missing", linker.Nearest(import.Module, import.Name));
                continue;
            }
            var reason = import.Kind == WasmExternKind.Function ? MismatchOf(info.Types[import.Index], definition) : null;
            reason ??= take(import, number, definition);
            if (reason is not null) Report(problems, import, reason, null);
        }
        CheckSizes(info, options, problems);
        if (problems.Count > 0) throw new LinkException(problems);
    }

    /// <summary>What is said of a memory, table or global that does not fit.</summary>
    public static string Incompatible(WasmExternKind kind) =>
        $"incompatible import type: the {kind.ToString().ToLowerInvariant()} offered is of another kind, type or size";

    /// <summary>Whether a size and its bound satisfy what an import asks for (WebAssembly 2.0, section 4.5.3).</summary>
    public static bool Within(uint size, uint? maximum, Limits wanted) =>
        size >= wanted.Minimum && (wanted.Maximum is null || maximum <= wanted.Maximum);

    private static string? MismatchOf(FunctionType type, LinkDefinition definition) =>
        definition.Type is not null && definition.Type.Equals(type)
            ? null
            : $"incompatible import type: {type} wanted, {definition.Type?.ToString() ?? "no function"} offered";

    private static void Report(List<LinkProblem> problems, ImportInfo import, string reason, string? nearest)
    {
        var (member, suffix) = ImportName.Split(import.Name);
        problems.Add(new LinkProblem(import.Module, import.Name, member, suffix, reason, nearest));
    }

    private static void CheckSizes(ModuleInfo info, InstanceOptions options, List<LinkProblem> problems)
    {
        foreach (var memory in info.Memories.Skip(info.ImportedMemories))
        {
            var bytes = (long)memory.Minimum * PageBytes;
            if (bytes > options.MaxMemoryBytes)
                problems.Add(Size("memory", $"{bytes} bytes initially, more than InstanceOptions.MaxMemoryBytes = {options.MaxMemoryBytes}"));
        }
        long elements = 0;
        foreach (var table in info.Tables.Skip(info.ImportedTables)) elements += table.Limits.Minimum;
        if (elements > options.MaxTableElements)
        {
            problems.Add(Size(
                "tables", $"{elements} elements initially, more than InstanceOptions.MaxTableElements = {options.MaxTableElements}"));
        }

        static LinkProblem Size(string what, string reason) => new("(module)", what, what, null, reason, null);
    }
}
