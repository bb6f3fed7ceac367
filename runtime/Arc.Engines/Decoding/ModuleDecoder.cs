namespace Arc.Engines.Decoding;

/// <summary>Decodes a module (WebAssembly 2.0 without vectors, section 5.5) and validates everything outside bodies.</summary>
internal static partial class ModuleDecoder
{
    // Section numbers in the order in which sections must appear; data count (12) lies between elements (9) and code (10).
    private static ReadOnlySpan<byte> SectionOrder => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 10];

    /// <summary>Decodes and validates.</summary>
    /// <exception cref="WasmFormatException">The bytes are malformed, invalid or beyond a limit.</exception>
    public static ModuleInfo Decode(ReadOnlyMemory<byte> source, EngineLimits limits)
    {
        if (source.Length > limits.MaxModuleBytes)
        {
            throw new WasmFormatException(
                limits.MaxModuleBytes, $"the module has {source.Length} bytes, more than EngineLimits.MaxModuleBytes = {limits.MaxModuleBytes}");
        }
        var bytes = source.ToArray();
        var module = new ModuleInfo { Bytes = bytes };
        var reader = new WasmReader(bytes, 0, bytes.Length);
        if (reader.Remaining < 4 || reader.F32Bits() != 0x6D736100) throw new WasmFormatException(0, "magic header not detected");
        if (reader.Remaining < 4 || reader.F32Bits() != 1) throw new WasmFormatException(4, "unknown binary version");

        var last = 0;
        while (!reader.AtEnd)
        {
            var at = reader.Position;
            var id = reader.Byte();
            if (id > 12) throw new WasmFormatException(at, $"malformed section id {id}");
            var size = reader.Count("bytes of a section");
            var section = new WasmReader(bytes, reader.Position, reader.Position + size);
            reader.Skip(size);
            if (id == 0)
            {
                Custom(module, ref section);
                continue;
            }
            var order = SectionOrder[id];
            if (order <= last) throw new WasmFormatException(at, "unexpected content after last section: sections repeat or are out of order");
            last = order;
            Section(module, id, ref section, limits);
            if (!section.AtEnd) throw section.Error("section size mismatch");
        }
        if (module.Functions.Count - module.ImportedFunctions != module.Bodies.Count)
            throw reader.Error("function and code section have inconsistent lengths");
        if (module.DataCount is { } count && count != module.Data.Count)
            throw reader.Error("data count and data section have inconsistent lengths");
        FunctionValidator.ValidateAll(module, limits);
        return module;
    }

    private static void Section(ModuleInfo module, byte id, ref WasmReader section, EngineLimits limits)
    {
        switch (id)
        {
            case 1: Types(module, ref section, limits); break;
            case 2: Imports(module, ref section, limits); break;
            case 3: Functions(module, ref section, limits); break;
            case 4: Tables(module, ref section, limits); break;
            case 5: Memories(module, ref section); break;
            case 6: Globals(module, ref section, limits); break;
            case 7: Exports(module, ref section, limits); break;
            case 8: Start(module, ref section); break;
            case 9: Elements(module, ref section, limits); break;
            case 10: Code(module, ref section, limits); break;
            case 11: Data(module, ref section, limits); break;
            default: module.DataCount = (int)Math.Min(section.U32(), int.MaxValue); break;
        }
    }

    private static int Count(ref WasmReader section, string what, EngineLimits limits)
    {
        var at = section.Position;
        var count = section.Count(what);
        return count <= limits.MaxFunctions
            ? count
            : throw new WasmFormatException(at, $"{count} {what}, more than EngineLimits.MaxFunctions = {limits.MaxFunctions}");
    }

    private static void Types(ModuleInfo module, ref WasmReader section, EngineLimits limits)
    {
        var types = new FunctionType[Count(ref section, "types", limits)];
        for (var i = 0; i < types.Length; i++)
        {
            if (section.Byte() != 0x60) throw new WasmFormatException(section.Position - 1, "malformed function type");
            types[i] = new FunctionType(TypeList(ref section, limits), TypeList(ref section, limits));
        }
        module.Types = types;
    }

    private static WasmValueType[] TypeList(ref WasmReader section, EngineLimits limits)
    {
        var at = section.Position;
        var count = section.Count("types");
        if (count > limits.MaxParameters)
            throw new WasmFormatException(at, $"{count} parameters or results, more than EngineLimits.MaxParameters = {limits.MaxParameters}");
        var types = new WasmValueType[count];
        for (var i = 0; i < count; i++) types[i] = section.ValueType();
        return types;
    }

    private static void Imports(ModuleInfo module, ref WasmReader section, EngineLimits limits)
    {
        var count = Count(ref section, "imports", limits);
        for (var i = 0; i < count; i++)
        {
            var moduleName = section.Name();
            var name = section.Name();
            var at = section.Position;
            var kind = section.Byte();
            var import = new ImportInfo(moduleName, name, (WasmExternKind)kind, 0, default, default, default);
            switch (kind)
            {
                case 0:
                    import = import with { Index = TypeIndex(module, ref section) };
                    module.Functions.Add(import.Index);
                    module.ImportedFunctions++;
                    break;
                case 1:
                    import = import with { Table = Table(ref section) };
                    module.Tables.Add(import.Table);
                    module.ImportedTables++;
                    break;
                case 2:
                    import = import with { Memory = Memory(module, ref section) };
                    module.Memories.Add(import.Memory);
                    module.ImportedMemories++;
                    break;
                case 3:
                    import = import with { Global = Global(ref section) };
                    module.Globals.Add(import.Global);
                    module.ImportedGlobals++;
                    break;
                default:
                    throw new WasmFormatException(at, $"malformed import kind {kind}");
            }
            module.Imports.Add(import);
        }
    }

    private static int TypeIndex(ModuleInfo module, ref WasmReader section)
    {
        var at = section.Position;
        var index = section.U32();
        return index < (uint)module.Types.Length ? (int)index : throw new WasmFormatException(at, $"unknown type {index}");
    }

    private static Limits LimitsOf(ref WasmReader section, uint bound, string what)
    {
        var at = section.Position;
        var flags = section.Byte();
        if (flags > 1) throw new WasmFormatException(at, "malformed limits flags");
        var minimum = section.U32();
        uint? maximum = flags == 1 ? section.U32() : null;
        if (minimum > bound || maximum > bound) throw new WasmFormatException(at, $"{what} size must be at most {bound}");
        if (minimum > maximum) throw new WasmFormatException(at, "size minimum must not be greater than maximum");
        return new Limits(minimum, maximum);
    }

    private static TableType Table(ref WasmReader section) =>
        new(section.ReferenceType(), LimitsOf(ref section, uint.MaxValue, "table"));

    private static Limits Memory(ModuleInfo module, ref WasmReader section) =>
        module.Memories.Count > 0
            ? throw section.Error("multiple memories")
            : LimitsOf(ref section, 65536, "memory");

    private static GlobalType Global(ref WasmReader section)
    {
        var type = section.ValueType();
        var mutable = section.Byte();
        return mutable <= 1 ? new GlobalType(type, mutable == 1) : throw new WasmFormatException(section.Position - 1, "malformed mutability");
    }

    private static void Functions(ModuleInfo module, ref WasmReader section, EngineLimits limits)
    {
        var at = section.Position;
        var count = Count(ref section, "functions", limits);
        if (count + module.ImportedFunctions > limits.MaxFunctions)
        {
            throw new WasmFormatException(
                at, $"{count + module.ImportedFunctions} functions, more than EngineLimits.MaxFunctions = {limits.MaxFunctions}");
        }
        for (var i = 0; i < count; i++) module.Functions.Add(TypeIndex(module, ref section));
    }

    private static void Tables(ModuleInfo module, ref WasmReader section, EngineLimits limits)
    {
        var count = Count(ref section, "tables", limits);
        for (var i = 0; i < count; i++) module.Tables.Add(Table(ref section));
    }

    private static void Memories(ModuleInfo module, ref WasmReader section)
    {
        var count = section.Count("memories");
        for (var i = 0; i < count; i++) module.Memories.Add(Memory(module, ref section));
    }

    private static void Globals(ModuleInfo module, ref WasmReader section, EngineLimits limits)
    {
        var count = Count(ref section, "globals", limits);
        for (var i = 0; i < count; i++)
        {
            var type = Global(ref section);
            module.GlobalValues.Add(Constant(module, ref section, type.Type));
            module.Globals.Add(type);
        }
    }

    /// <summary>Reads a constant expression and checks its type. Only imported globals are in scope (WebAssembly 2.0, section 3.3.10).</summary>
    private static ConstantExpression Constant(ModuleInfo module, ref WasmReader section, WasmValueType expected)
    {
        var at = section.Position;
        ConstantExpression? value = null;
        while (true)
        {
            var opcode = section.Byte();
            if (opcode == 0x0B) break;
            ConstantExpression next;
            switch (opcode)
            {
                case 0x41: next = new(ConstantKind.Number, WasmValueType.I32, (uint)section.S32()); break;
                case 0x42: next = new(ConstantKind.Number, WasmValueType.I64, (ulong)section.S64()); break;
                case 0x43: next = new(ConstantKind.Number, WasmValueType.F32, section.F32Bits()); break;
                case 0x44: next = new(ConstantKind.Number, WasmValueType.F64, section.F64Bits()); break;
                case 0x23:
                    var global = section.U32();
                    if (global >= (uint)module.ImportedGlobals) throw new WasmFormatException(at, $"unknown global {global}");
                    if (module.Globals[(int)global].Mutable) throw new WasmFormatException(at, "constant expression required");
                    next = new(ConstantKind.Global, module.Globals[(int)global].Type, global);
                    break;
                case 0xD0: next = new(ConstantKind.NullReference, section.ReferenceType(), 0); break;
                case 0xD2:
                    var function = section.U32();
                    if (function >= (uint)module.Functions.Count) throw new WasmFormatException(at, $"unknown function {function}");
                    module.DeclaredReferences.Add((int)function);
                    next = new(ConstantKind.Function, WasmValueType.FuncRef, function);
                    break;
                default:
                    throw new WasmFormatException(
                        section.Position - 1,
                        Instructions.IsKnown(opcode) ? "constant expression required" : $"illegal opcode 0x{opcode:X2}");
            }
            if (value is not null) throw new WasmFormatException(at, "type mismatch: a constant expression leaves one value");
            value = next;
        }
        return value is { } result && result.Type == expected
            ? result
            : throw new WasmFormatException(at, $"type mismatch: constant expression of type {FunctionType.NameOf(expected)} expected");
    }
}
