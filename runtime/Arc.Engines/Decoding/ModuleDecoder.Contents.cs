namespace Arc.Engines.Decoding;

internal static partial class ModuleDecoder
{
    private static void Exports(ModuleInfo module, ref WasmReader section, EngineLimits limits)
    {
        var count = Count(ref section, "exports", limits);
        for (var i = 0; i < count; i++)
        {
            var at = section.Position;
            var name = section.Name();
            if (module.ExportsByName.ContainsKey(name)) throw new WasmFormatException(at, $"duplicate export name '{name}'");
            at = section.Position;
            var kind = section.Byte();
            var index = section.U32();
            var bound = kind switch
            {
                0 => module.Functions.Count,
                1 => module.Tables.Count,
                2 => module.Memories.Count,
                3 => module.Globals.Count,
                _ => throw new WasmFormatException(at, $"malformed export kind {kind}"),
            };
            if (index >= (uint)bound)
            {
                var what = kind switch { 0 => "function", 1 => "table", 2 => "memory", _ => "global" };
                throw new WasmFormatException(at, $"unknown {what} {index}");
            }
            if (kind == 0) module.DeclaredReferences.Add((int)index);
            var export = new ExportInfo(name, (WasmExternKind)kind, (int)index);
            module.Exports.Add(export);
            module.ExportsByName.Add(name, export);
        }
    }

    private static void Start(ModuleInfo module, ref WasmReader section)
    {
        var at = section.Position;
        var index = section.U32();
        if (index >= (uint)module.Functions.Count) throw new WasmFormatException(at, $"unknown function {index}");
        var type = module.TypeOf((int)index);
        if (type.Parameters.Length != 0 || type.Results.Length != 0) throw new WasmFormatException(at, "start function: () -> () expected");
        module.Start = (int)index;
    }

    private static void Elements(ModuleInfo module, ref WasmReader section, EngineLimits limits)
    {
        var count = Count(ref section, "element segments", limits);
        long total = 0;
        for (var i = 0; i < count; i++)
        {
            var at = section.Position;
            var flags = section.U32();
            if (flags > 7) throw new WasmFormatException(at, "malformed elements segment kind");
            var mode = (flags & 1) == 0 ? SegmentMode.Active : (flags & 2) == 0 ? SegmentMode.Passive : SegmentMode.Declarative;
            var table = 0;
            var offset = default(ConstantExpression);
            if (mode == SegmentMode.Active)
            {
                if ((flags & 2) != 0) table = (int)Math.Min(section.U32(), int.MaxValue);
                if (table >= module.Tables.Count) throw new WasmFormatException(at, $"unknown table {table}");
                offset = Constant(module, ref section, WasmValueType.I32);
            }
            var expressions = (flags & 4) != 0;
            var type = WasmValueType.FuncRef;
            if ((flags & 3) != 0)
            {
                if (expressions) type = section.ReferenceType();
                else if (section.Byte() != 0) throw new WasmFormatException(section.Position - 1, "malformed element kind");
            }
            if (mode == SegmentMode.Active && module.Tables[table].Element != type) throw new WasmFormatException(at, "type mismatch: element segment and table");
            var length = section.Count("elements");
            total += length;
            if (total > limits.MaxSegmentElements)
                throw new WasmFormatException(at, $"{total} elements in segments, more than EngineLimits.MaxSegmentElements = {limits.MaxSegmentElements}");
            var items = new ConstantExpression[length];
            for (var j = 0; j < items.Length; j++)
            {
                if (expressions)
                {
                    items[j] = Constant(module, ref section, type);
                    continue;
                }
                var function = section.U32();
                if (function >= (uint)module.Functions.Count) throw section.Error($"unknown function {function}");
                module.DeclaredReferences.Add((int)function);
                items[j] = new ConstantExpression(ConstantKind.Function, WasmValueType.FuncRef, function);
            }
            module.Elements.Add(new ElementSegment(mode, table, offset, type, items));
        }
    }

    private static void Code(ModuleInfo module, ref WasmReader section, EngineLimits limits)
    {
        var at = section.Position;
        var count = section.Count("bodies");
        if (count != module.Functions.Count - module.ImportedFunctions)
            throw new WasmFormatException(at, "function and code section have inconsistent lengths");
        var runs = new List<LocalRun>();
        for (var i = 0; i < count; i++)
        {
            at = section.Position;
            var size = section.Count("bytes of a body");
            if (size > limits.MaxBodyBytes)
                throw new WasmFormatException(at, $"a body has {size} bytes, more than EngineLimits.MaxBodyBytes = {limits.MaxBodyBytes}");
            var end = section.Position + size;
            var body = new WasmReader(module.Bytes, section.Position, end);
            section.Skip(size);
            runs.Clear();
            long total = 0;
            foreach (var type in module.TypeOf(module.ImportedFunctions + i).Parameters) Add(type, 1, body.Position);
            var groups = body.U32();
            for (uint g = 0; g < groups; g++)
            {
                var position = body.Position;
                var repeat = body.U32();
                Add(body.ValueType(), repeat, position);
            }
            module.Bodies.Add(new FunctionBody { Start = body.Position, End = end, Locals = runs.ToArray() });

            void Add(WasmValueType type, uint repeat, int position)
            {
                total += repeat;
                if (total > limits.MaxLocals)
                    throw new WasmFormatException(position, $"too many locals: {total}, more than EngineLimits.MaxLocals = {limits.MaxLocals}");
                if (repeat == 0) return;
                if (runs.Count > 0 && runs[^1].Type == type) runs[^1] = new LocalRun((int)total, type);
                else runs.Add(new LocalRun((int)total, type));
            }
        }
    }

    private static void Data(ModuleInfo module, ref WasmReader section, EngineLimits limits)
    {
        var count = Count(ref section, "data segments", limits);
        for (var i = 0; i < count; i++)
        {
            var at = section.Position;
            var flags = section.U32();
            if (flags > 2) throw new WasmFormatException(at, "malformed data segment kind");
            var memory = flags == 2 ? section.U32() : 0;
            var offset = default(ConstantExpression);
            if (flags != 1)
            {
                if (memory >= (uint)module.Memories.Count) throw new WasmFormatException(at, $"unknown memory {memory}");
                offset = Constant(module, ref section, WasmValueType.I32);
            }
            var length = section.Count("bytes of a data segment");
            module.Data.Add(new DataSegment(flags == 1 ? SegmentMode.Passive : SegmentMode.Active, (int)memory, offset, section.Position, length));
            section.Skip(length);
        }
    }

    private static void Custom(ModuleInfo module, ref WasmReader section)
    {
        var name = section.Name();
        if (name != "name") return;
        try
        {
            while (!section.AtEnd)
            {
                var id = section.Byte();
                var size = section.Count("bytes of a subsection");
                var part = new WasmReader(module.Bytes, section.Position, section.Position + size);
                section.Skip(size);
                if (id != 1) continue;
                var count = part.Count("names");
                for (var i = 0; i < count; i++) module.FunctionNames.TryAdd((int)Math.Min(part.U32(), int.MaxValue), part.Name());
            }
        }
        catch (WasmFormatException)
        {
            // Errors in a custom section must not make the module invalid (WebAssembly 2.0, section 5.5.3); the names read so far serve.
        }
    }
}
