using System.Collections.Concurrent;

namespace Arc.Engines.Wasmtime.Native;

/// <summary>Native forms of signatures, kept as long as the process lives: a program has few.</summary>
internal static unsafe class NativeFunctionTypes
{
    private static readonly ConcurrentDictionary<FunctionType, nint> Known = [];

    /// <summary>A signature of numbers in native form.</summary>
    public static nint Of(FunctionType type) => Known.TryGetValue(type, out var known) ? known : Known.GetOrAdd(type, Make);

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
