using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Arc.Engines.Decoding;

namespace Arc.Engines.Managed.Execution;

// Instructions that are calls. Operands come first, then the state, then immediates, so that emitted code need not reorder its stack.
internal abstract unsafe partial class ManagedState
{
    private const uint PieceBytes = 1 << 20;

    public static int MemorySize(ManagedState state) => (int)state.Memory.Pages;

    public static int MemoryGrow(int pages, ManagedState state) => state.Memory.Grow((uint)pages);

    public static void MemoryFill(int address, int value, int count, ManagedState state, int function)
    {
        var memory = state.Memory;
        if ((ulong)(uint)address + (uint)count > memory.Length) throw state.Trap((int)TrapKind.MemoryOutOfBounds, function);
        var at = memory.Base + (uint)address;
        var left = (uint)count;
        while (left > 0)
        {
            var piece = Math.Min(left, PieceBytes);
            state.ChargeBytes(piece);
            NativeMemory.Fill(at, piece, (byte)value);
            at += piece;
            left -= piece;
        }
    }

    public static void MemoryCopy(int target, int source, int count, ManagedState state, int function)
    {
        var memory = state.Memory;
        if ((ulong)(uint)target + (uint)count > memory.Length || (ulong)(uint)source + (uint)count > memory.Length)
            throw state.Trap((int)TrapKind.MemoryOutOfBounds, function);
        state.ChargeBytes((uint)count);
        Buffer.MemoryCopy(memory.Base + (uint)source, memory.Base + (uint)target, (uint)count, (uint)count);
    }

    public static void MemoryInit(int target, int source, int count, ManagedState state, int segment, int function)
    {
        var memory = state.Memory;
        var data = state.Info.Data[segment];
        var length = state._droppedData[segment] ? 0u : (uint)data.Length;
        if ((ulong)(uint)source + (uint)count > length || (ulong)(uint)target + (uint)count > memory.Length)
            throw state.Trap((int)TrapKind.MemoryOutOfBounds, function);
        state.ChargeBytes((uint)count);
        state.Info.Bytes.AsSpan(data.Start + source, count).CopyTo(new Span<byte>(memory.Base + (uint)target, count));
    }

    public static void DataDrop(ManagedState state, int segment) => state._droppedData[segment] = true;

    public static object? TableGet(int index, ManagedState state, int table, int function)
    {
        var items = state.Tables[table].Items;
        return (uint)index < (uint)items.Length ? items[index] : throw state.Trap((int)TrapKind.TableOutOfBounds, function);
    }

    public static void TableSet(int index, object? value, ManagedState state, int table, int function)
    {
        var items = state.Tables[table].Items;
        if ((uint)index >= (uint)items.Length) throw state.Trap((int)TrapKind.TableOutOfBounds, function);
        items[index] = value;
    }

    public static int TableSize(ManagedState state, int table) => state.Tables[table].Items.Length;

    public static int TableGrow(object? value, int by, ManagedState state, int table)
    {
        state.ChargeBytes((ulong)(uint)state.Tables[table].Items.Length * 8);
        return state.Tables[table].Grow(value, (uint)by);
    }

    public static void TableFill(int index, object? value, int count, ManagedState state, int table, int function)
    {
        var items = state.Tables[table].Items;
        if ((ulong)(uint)index + (uint)count > (uint)items.Length) throw state.Trap((int)TrapKind.TableOutOfBounds, function);
        state.ChargeBytes((ulong)(uint)count * 8);
        Array.Fill(items, value, index, count);
    }

    public static void TableCopy(int target, int source, int count, ManagedState state, int targetTable, int sourceTable, int function)
    {
        var to = state.Tables[targetTable].Items;
        var from = state.Tables[sourceTable].Items;
        if ((ulong)(uint)source + (uint)count > (uint)from.Length || (ulong)(uint)target + (uint)count > (uint)to.Length)
            throw state.Trap((int)TrapKind.TableOutOfBounds, function);
        state.ChargeBytes((ulong)(uint)count * 8);
        Array.Copy(from, source, to, target, count);
    }

    public static void TableInit(int target, int source, int count, ManagedState state, int segment, int table, int function)
    {
        var elements = state.Info.Elements[segment];
        var items = state.Tables[table].Items;
        var length = state._droppedElements[segment] ? 0u : (uint)elements.Items.Length;
        if ((ulong)(uint)source + (uint)count > length || (ulong)(uint)target + (uint)count > (uint)items.Length)
            throw state.Trap((int)TrapKind.TableOutOfBounds, function);
        state.ChargeBytes((ulong)(uint)count * 8);
        for (var i = 0; i < count; i++) items[target + i] = state.EvaluateReference(elements.Items[source + i]);
    }

    public static void ElementDrop(ManagedState state, int segment) => state._droppedElements[segment] = true;

    /// <summary>The function that an indirect call means.</summary>
    public static FunctionReference Indirect(int index, ManagedState state, int table, int type, int function)
    {
        var items = state.Tables[table].Items;
        if ((uint)index >= (uint)items.Length) throw state.Trap((int)TrapKind.UndefinedElement, function);
        if (items[index] is not FunctionReference reference) throw state.Trap((int)TrapKind.UninitializedElement, function);
        var expected = state.Info.Types[type];
        return ReferenceEquals(reference.Type, expected) || reference.Type.Equals(expected)
            ? reference
            : throw state.Trap((int)TrapKind.IndirectCallTypeMismatch, function);
    }

    /// <summary>A function of this instance as a value; the same object every time.</summary>
    public static FunctionReference Reference(ManagedState state, int function) => state.ReferenceTo(function);

    public FunctionReference ReferenceTo(int function) =>
        _references[function] ??= _instance.Code.Reference(_instance, this, function);

    /// <summary>A reference for a raw slot: 0 is null, otherwise one more than its position in the instance's list.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong ToSlot(object? reference, ManagedState state) => state._instance.AddReference(reference);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static object? FromSlot(ulong slot, ManagedState state) => state._instance.GetReference(slot);

    public ulong EvaluateNumber(ConstantExpression expression) =>
        expression.Kind == ConstantKind.Global ? Globals[(int)expression.Bits].Bits : expression.Bits;

    public object? EvaluateReference(ConstantExpression expression) => expression.Kind switch
    {
        ConstantKind.Global => Globals[(int)expression.Bits].Reference,
        ConstantKind.Function => ReferenceTo((int)expression.Bits),
        _ => null,
    };

    /// <summary>Copies active segments.</summary>
    /// <exception cref="WasmTrapException">One does not fit; those before it stay.</exception>
    public void Initialise(ModuleInfo info)
    {
        for (var i = 0; i < info.Elements.Count; i++)
        {
            var segment = info.Elements[i];
            if (segment.Mode == SegmentMode.Active) Place(Tables[segment.Table].Items, segment);
            if (segment.Mode != SegmentMode.Passive) _droppedElements[i] = true;
        }
        for (var i = 0; i < info.Data.Count; i++)
        {
            var segment = info.Data[i];
            if (segment.Mode == SegmentMode.Passive) continue;
            var at = (uint)EvaluateNumber(segment.Offset);
            if ((ulong)at + (uint)segment.Length > Memory.Length)
                throw new WasmTrapException(TrapKind.MemoryOutOfBounds, "out of bounds memory access: a data segment does not fit");
            info.Bytes.AsSpan(segment.Start, segment.Length).CopyTo(new Span<byte>(Memory.Base + at, segment.Length));
            _droppedData[i] = true;
        }
    }

    private void Place(object?[] items, ElementSegment segment)
    {
        var at = (uint)EvaluateNumber(segment.Offset);
        if ((ulong)at + (uint)segment.Items.Length > (uint)items.Length)
            throw new WasmTrapException(TrapKind.TableOutOfBounds, "out of bounds table access: an element segment does not fit");
        for (var i = 0; i < segment.Items.Length; i++) items[at + (uint)i] = EvaluateReference(segment.Items[i]);
    }
}
