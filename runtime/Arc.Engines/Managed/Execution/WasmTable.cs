namespace Arc.Engines.Managed.Execution;

/// <summary>A table of references: <see cref="FunctionReference"/> or any host object, or null.</summary>
internal sealed class WasmTable
{
    private readonly uint _maximum;

    public WasmTable(WasmValueType element, uint size, uint? declaredMaximum, int maximumElements)
    {
        Element = element;
        DeclaredMaximum = declaredMaximum;
        _maximum = Math.Min(declaredMaximum ?? uint.MaxValue, (uint)maximumElements);
        Items = new object?[size];
    }

    public WasmValueType Element { get; }

    public uint? DeclaredMaximum { get; }

    public object?[] Items { get; private set; }

    public int Grow(object? value, uint by)
    {
        var before = Items.Length;
        if ((ulong)before + by > _maximum) return -1;
        if (by == 0) return before;
        var grown = new object?[before + (int)by];
        Items.CopyTo(grown, 0);
        if (value is not null) Array.Fill(grown, value, before, (int)by);
        Items = grown;
        return before;
    }
}

/// <summary>A global variable.</summary>
internal sealed class WasmGlobal(WasmValueType type, bool mutable)
{
    /// <summary>The bits of a number.</summary>
    public ulong Bits;

    /// <summary>The reference of a variable of reference type.</summary>
    public object? Reference;

    public WasmValueType Type { get; } = type;

    public bool Mutable { get; } = mutable;
}

/// <summary>A function of one instance as a value.</summary>
internal sealed class FunctionReference(ManagedState owner, int index, FunctionType type, nint code)
{
    /// <summary>The instance the function runs in.</summary>
    public readonly ManagedState Owner = owner;

    /// <summary>Code that takes the arguments, then the owner.</summary>
    public readonly nint Code = code;

    public readonly int Index = index;

    public readonly FunctionType Type = type;
}
