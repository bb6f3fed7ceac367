namespace Arc.Engines.Decoding;

/// <summary>A decoded module. Function, table, memory and global indices count imported ones first.</summary>
internal sealed class ModuleInfo
{
    public required byte[] Bytes { get; init; }

    public FunctionType[] Types { get; set; } = [];

    public List<ImportInfo> Imports { get; } = [];

    public int ImportedFunctions { get; set; }

    /// <summary>Type index of every function.</summary>
    public List<int> Functions { get; } = [];

    public List<TableType> Tables { get; } = [];

    public int ImportedTables { get; set; }

    public List<Limits> Memories { get; } = [];

    public int ImportedMemories { get; set; }

    public List<GlobalType> Globals { get; } = [];

    public int ImportedGlobals { get; set; }

    /// <summary>Initial values of the module's own globals.</summary>
    public List<ConstantExpression> GlobalValues { get; } = [];

    public List<ExportInfo> Exports { get; } = [];

    public Dictionary<string, ExportInfo> ExportsByName { get; } = new(StringComparer.Ordinal);

    public int? Start { get; set; }

    public List<ElementSegment> Elements { get; } = [];

    public int? DataCount { get; set; }

    public List<DataSegment> Data { get; } = [];

    /// <summary>Bodies of the module's own functions.</summary>
    public List<FunctionBody> Bodies { get; } = [];

    /// <summary>Functions that occur outside bodies, so that <c>ref.func</c> may name them.</summary>
    public HashSet<int> DeclaredReferences { get; } = [];

    public Dictionary<int, string> FunctionNames { get; } = [];

    public FunctionType TypeOf(int function) => Types[Functions[function]];

    /// <summary>The imports as a host sees them.</summary>
    public IReadOnlyList<WasmImport> ImportList() =>
        [.. Imports.Select(import => new WasmImport(import.Module, import.Name, import.Kind, import.Kind == WasmExternKind.Function ? Types[import.Index] : null))];

    /// <summary>The exports as a host sees them.</summary>
    public IReadOnlyList<WasmExport> ExportList() =>
        [.. Exports.Select(export => new WasmExport(export.Name, export.Kind, export.Kind == WasmExternKind.Function ? TypeOf(export.Index) : null))];

    /// <summary>What a person calls a function: its name, else its first export name, else its index.</summary>
    public string NameOf(int function)
    {
        if (FunctionNames.TryGetValue(function, out var name)) return name;
        foreach (var export in Exports)
            if (export.Kind == WasmExternKind.Function && export.Index == function) return export.Name;
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[{function}]");
    }
}

/// <summary>Minimum and optional maximum of a table or memory.</summary>
internal readonly record struct Limits(uint Minimum, uint? Maximum);

internal readonly record struct TableType(WasmValueType Element, Limits Limits);

internal readonly record struct GlobalType(WasmValueType Type, bool Mutable);

/// <summary>An import; <c>Index</c> is the type index of a function, and only the description of its kind is set.</summary>
internal sealed record ImportInfo(
    string Module, string Name, WasmExternKind Kind, int Index, TableType Table, Limits Memory, GlobalType Global);

internal sealed record ExportInfo(string Name, WasmExternKind Kind, int Index);

internal enum ConstantKind
{
    Number,
    Global,
    NullReference,
    Function,
}

/// <summary>A constant expression of WebAssembly 2.0, one instruction. <c>Bits</c> are the number's, or the index of the global or function.</summary>
internal readonly record struct ConstantExpression(ConstantKind Kind, WasmValueType Type, ulong Bits);

internal enum SegmentMode
{
    Active,
    Passive,
    Declarative,
}

internal sealed record ElementSegment(
    SegmentMode Mode, int Table, ConstantExpression Offset, WasmValueType Type, ConstantExpression[] Items);

internal sealed record DataSegment(SegmentMode Mode, int Memory, ConstantExpression Offset, int Start, int Length);

/// <summary>A run of locals of one type; <c>End</c> is the index after its last local, parameters included.</summary>
internal readonly record struct LocalRun(int End, WasmValueType Type);

/// <summary>Code of one function, and what validation found out about it.</summary>
internal sealed class FunctionBody
{
    /// <summary>Position of the first instruction in the module.</summary>
    public required int Start { get; init; }

    /// <summary>Position after the final <c>end</c>.</summary>
    public required int End { get; init; }

    /// <summary>Parameters and locals.</summary>
    public required LocalRun[] Locals { get; init; }

    public int LocalCount => Locals.Length == 0 ? 0 : Locals[^1].End;

    /// <summary>Most operands on the stack at once.</summary>
    public int MaxOperands { get; set; }

    public bool UsesMemory { get; set; }

    /// <summary>Whether it calls another function of any kind.</summary>
    public bool Calls { get; set; }

    /// <summary>Targets of its largest <c>br_table</c>.</summary>
    public int MaxBranchTable { get; set; }

    public WasmValueType LocalType(int index)
    {
        var runs = Locals;
        if (runs.Length <= 8)
        {
            foreach (var run in runs)
                if (index < run.End) return run.Type;
            return WasmValueType.None;
        }
        int low = 0, high = runs.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (index < runs[middle].End) high = middle;
            else low = middle + 1;
        }
        return low < runs.Length ? runs[low].Type : WasmValueType.None;
    }
}
