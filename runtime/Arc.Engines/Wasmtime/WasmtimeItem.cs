using Arc.Engines.Decoding;
using Arc.Engines.Wasmtime.Native;
using Arc.Sdk.Hosting;

namespace Arc.Engines.Wasmtime;

/// <summary>A memory, table or global of a store, with what its module declares about it.</summary>
internal sealed unsafe class WasmtimeItem(WasmtimeStore store, WasmExternKind kind, ItemId id, TableType table, Limits memory, GlobalType global)
{
    private ItemId _id = id;

    public WasmtimeStore Store { get; } = store;

    public WasmExternKind Kind { get; } = kind;

    public ItemId Id => _id;

    public GlobalType Global { get; } = global;

    public TableType Table { get; } = table;

    public Limits Memory { get; } = memory;

    /// <summary>Elements of the table.</summary>
    public uint TableSize
    {
        get
        {
            fixed (ItemId* id = &_id) return (uint)Api.TableSize(Store.Context, id);
        }
    }

    /// <summary>Pages of the memory.</summary>
    public uint Pages
    {
        get
        {
            fixed (ItemId* id = &_id) return (uint)(Api.MemoryBytes(Store.Context, id) / 65536);
        }
    }

    /// <summary>Reads a range of the memory.</summary>
    public bool TryRead(uint address, uint length, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (Store.Deleted || length > int.MaxValue) return false;
        fixed (ItemId* id = &_id)
        {
            if ((ulong)address + length > Api.MemoryBytes(Store.Context, id)) return false;
            bytes = new ReadOnlySpan<byte>(Api.MemoryData(Store.Context, id) + address, (int)length);
        }
        GC.KeepAlive(Store);
        return true;
    }

    /// <summary>The variable's value as a slot.</summary>
    public ulong Read()
    {
        TypedValue value;
        fixed (ItemId* id = &_id) Api.GlobalGet(Store.Context, id, &value);
        switch (Global.Type)
        {
            case WasmValueType.I64 or WasmValueType.F64:
                return value.Bits;
            case WasmValueType.FuncRef:
                return value.Function.Store == 0 ? 0 : Store.AddReference(new FunctionAddress(Api.FunctionToRaw(Store.Context, &value.Function)));
            case WasmValueType.ExternRef:
                if (value.ExternReference.Store == 0) return 0;
                var slot = (ulong)Api.ExternReferenceData(Store.Context, &value.ExternReference);
                Api.ExternReferenceUnroot(&value.ExternReference);
                return slot;
            default:
                return value.Low;
        }
    }
}

/// <summary>A function of a store as a value.</summary>
internal readonly record struct FunctionAddress(nint Raw);

/// <summary>Reads an instance's memory.</summary>
internal sealed class WasmtimeMemory(WasmtimeInstance instance, WasmtimeItem memory) : GuestMemory
{
    public override bool TryRead(uint address, uint length, out ReadOnlySpan<byte> bytes)
    {
        if (!instance.Released) return memory.TryRead(address, length, out bytes);
        bytes = default;
        return false;
    }
}
