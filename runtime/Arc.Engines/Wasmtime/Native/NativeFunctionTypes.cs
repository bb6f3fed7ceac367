namespace Arc.Engines.Wasmtime.Native;

/// <summary>Native forms of the signatures of host functions. One that was used once belongs to that engine for ever.</summary>
internal sealed unsafe class NativeFunctionTypes
{
    private readonly Lock _lock = new();
    private readonly Dictionary<FunctionType, nint> _known = [];

    /// <summary>A signature of numbers in native form.</summary>
    public nint Of(FunctionType type)
    {
        lock (_lock)
        {
            if (!_known.TryGetValue(type, out var known)) _known.Add(type, known = Make(type));
            return known;
        }
    }

    /// <summary>Frees all of them.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            foreach (var type in _known.Values) Api.FunctionTypeDelete(type);
            _known.Clear();
        }
    }

    private static nint Make(FunctionType type)
    {
        NativeArray parameters, results;
        Fill(&parameters, type.Parameters);
        Fill(&results, type.Results);
        return Api.FunctionTypeNew(&parameters, &results);
    }

    private static void Fill(NativeArray* array, ReadOnlySpan<WasmValueType> types)
    {
        var items = new nint[types.Length];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Api.ValueTypeNew(types[i] switch
            {
                WasmValueType.I32 => 0,
                WasmValueType.I64 => 1,
                WasmValueType.F32 => 2,
                WasmValueType.F64 => 3,
                _ => throw new ArgumentException("A host function takes and gives numbers.", nameof(types)),
            });
        }
        fixed (nint* first = items) Api.ValueTypesNew(array, (nuint)items.Length, first);
    }
}
