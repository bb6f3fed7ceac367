using System.Runtime.InteropServices;

namespace Arc.Engines.Wasmtime.Native;

/// <summary>
/// The part of Wasmtime's C API that the engine calls. All signatures are blittable; functions that only read or write a field skip the
/// transition to native code.
/// </summary>
internal static unsafe partial class Api
{
    public const string Library = "wasmtime";

    /// <summary>Every function that the engine calls.</summary>
    public static readonly string[] Symbols =
    [
        "wasm_config_new",
        "wasm_engine_new_with_config",
        "wasm_engine_delete",
        "wasmtime_engine_increment_epoch",
        "wasmtime_config_epoch_interruption_set",
        "wasmtime_config_consume_fuel_set",
        "wasmtime_config_max_wasm_stack_set",
        "wasmtime_config_async_stack_size_set",
        "wasmtime_config_strategy_set",
        "wasmtime_config_cranelift_opt_level_set",
        "wasmtime_config_cranelift_regalloc_algorithm_set",
        "wasmtime_config_wasm_simd_set",
        "wasmtime_config_wasm_relaxed_simd_set",
        "wasmtime_config_wasm_threads_set",
        "wasmtime_config_wasm_tail_call_set",
        "wasmtime_config_wasm_function_references_set",
        "wasmtime_config_wasm_gc_set",
        "wasmtime_config_wasm_exceptions_set",
        "wasmtime_config_wasm_multi_memory_set",
        "wasmtime_config_wasm_memory64_set",
        "wasmtime_config_wasm_wide_arithmetic_set",
        "wasmtime_config_macos_use_mach_ports_set",
        "wasmtime_module_new",
        "wasmtime_module_delete",
        "wasmtime_module_serialize",
        "wasmtime_module_deserialize",
        "wasmtime_store_new",
        "wasmtime_store_context",
        "wasmtime_store_limiter",
        "wasmtime_store_epoch_deadline_callback",
        "wasmtime_store_delete",
        "wasmtime_context_get_data",
        "wasmtime_context_set_fuel",
        "wasmtime_context_get_fuel",
        "wasmtime_context_set_epoch_deadline",
        "wasm_valtype_new",
        "wasm_valtype_vec_new",
        "wasm_functype_new",
        "wasm_functype_delete",
        "wasmtime_func_new_unchecked",
        "wasmtime_func_call_unchecked",
        "wasmtime_func_from_raw",
        "wasmtime_func_to_raw",
        "wasmtime_caller_context",
        "wasmtime_instance_new",
        "wasmtime_instance_export_get",
        "wasmtime_memory_data",
        "wasmtime_memory_data_size",
        "wasmtime_table_size",
        "wasmtime_global_get",
        "wasmtime_externref_new",
        "wasmtime_externref_data",
        "wasmtime_externref_from_raw",
        "wasmtime_externref_to_raw",
        "wasmtime_externref_unroot",
        "wasmtime_trap_new",
        "wasmtime_trap_code",
        "wasm_trap_message",
        "wasm_trap_trace",
        "wasm_trap_delete",
        "wasmtime_error_new",
        "wasmtime_error_message",
        "wasmtime_error_wasm_trace",
        "wasmtime_error_delete",
        "wasm_frame_func_index",
        "wasm_frame_module_offset",
        "wasm_frame_vec_delete",
        "wasm_byte_vec_delete",
    ];

    [LibraryImport(Library, EntryPoint = "wasm_config_new")]
    public static partial nint ConfigNew();

    [LibraryImport(Library, EntryPoint = "wasm_engine_new_with_config")]
    public static partial nint EngineNew(nint config);

    [LibraryImport(Library, EntryPoint = "wasm_engine_delete")]
    public static partial void EngineDelete(nint engine);

    [LibraryImport(Library, EntryPoint = "wasmtime_engine_increment_epoch")]
    public static partial void EngineIncrementEpoch(nint engine);

    [LibraryImport(Library, EntryPoint = "wasmtime_config_epoch_interruption_set")]
    public static partial void ConfigEpochs(nint config, [MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Library, EntryPoint = "wasmtime_config_consume_fuel_set")]
    public static partial void ConfigFuel(nint config, [MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Library, EntryPoint = "wasmtime_config_max_wasm_stack_set")]
    public static partial void ConfigStack(nint config, nuint bytes);

    [LibraryImport(Library, EntryPoint = "wasmtime_config_async_stack_size_set")]
    public static partial void ConfigAsyncStack(nint config, nuint bytes);

    [LibraryImport(Library, EntryPoint = "wasmtime_config_strategy_set")]
    public static partial void ConfigStrategy(nint config, byte strategy);

    [LibraryImport(Library, EntryPoint = "wasmtime_config_cranelift_opt_level_set")]
    public static partial void ConfigOptimisation(nint config, byte level);

    [LibraryImport(Library, EntryPoint = "wasmtime_config_cranelift_regalloc_algorithm_set")]
    public static partial void ConfigRegisterAllocation(nint config, byte algorithm);

    [LibraryImport(Library, EntryPoint = "wasmtime_config_wasm_simd_set")]
    public static partial void ConfigVectors(nint config, [MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Library, EntryPoint = "wasmtime_config_wasm_relaxed_simd_set")]
    public static partial void ConfigRelaxedVectors(nint config, [MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Library, EntryPoint = "wasmtime_config_wasm_threads_set")]
    public static partial void ConfigThreads(nint config, [MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Library, EntryPoint = "wasmtime_config_wasm_tail_call_set")]
    public static partial void ConfigTailCalls(nint config, [MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Library, EntryPoint = "wasmtime_config_wasm_function_references_set")]
    public static partial void ConfigFunctionReferences(nint config, [MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Library, EntryPoint = "wasmtime_config_wasm_gc_set")]
    public static partial void ConfigCollection(nint config, [MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Library, EntryPoint = "wasmtime_config_wasm_exceptions_set")]
    public static partial void ConfigExceptions(nint config, [MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Library, EntryPoint = "wasmtime_config_wasm_multi_memory_set")]
    public static partial void ConfigSeveralMemories(nint config, [MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Library, EntryPoint = "wasmtime_config_wasm_memory64_set")]
    public static partial void ConfigLargeMemories(nint config, [MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Library, EntryPoint = "wasmtime_config_wasm_wide_arithmetic_set")]
    public static partial void ConfigWideArithmetic(nint config, [MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Library, EntryPoint = "wasmtime_config_macos_use_mach_ports_set")]
    public static partial void ConfigMachPorts(nint config, [MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Library, EntryPoint = "wasmtime_module_new")]
    public static partial nint ModuleNew(nint engine, byte* bytes, nuint length, nint* module);

    [LibraryImport(Library, EntryPoint = "wasmtime_module_delete")]
    public static partial void ModuleDelete(nint module);

    [LibraryImport(Library, EntryPoint = "wasmtime_module_serialize")]
    public static partial nint ModuleSerialize(nint module, NativeArray* bytes);

    [LibraryImport(Library, EntryPoint = "wasmtime_module_deserialize")]
    public static partial nint ModuleDeserialize(nint engine, byte* bytes, nuint length, nint* module);

    [LibraryImport(Library, EntryPoint = "wasmtime_store_new")]
    public static partial nint StoreNew(nint engine, nint data, nint finalizer);

    [LibraryImport(Library, EntryPoint = "wasmtime_store_context")]
    public static partial nint StoreContext(nint store);

    [LibraryImport(Library, EntryPoint = "wasmtime_store_limiter")]
    public static partial void StoreLimiter(nint store, long memoryBytes, long tableElements, long instances, long tables, long memories);

    [LibraryImport(Library, EntryPoint = "wasmtime_store_epoch_deadline_callback")]
    public static partial void StoreEpochCallback(nint store, nint callback, nint data, nint finalizer);

    [LibraryImport(Library, EntryPoint = "wasmtime_store_delete")]
    public static partial void StoreDelete(nint store);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "wasmtime_context_get_data")]
    public static partial nint ContextData(nint context);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "wasmtime_context_set_fuel")]
    public static partial nint ContextSetFuel(nint context, ulong fuel);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "wasmtime_context_get_fuel")]
    public static partial nint ContextGetFuel(nint context, ulong* fuel);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "wasmtime_context_set_epoch_deadline")]
    public static partial void ContextSetEpochDeadline(nint context, ulong ticks);

    [LibraryImport(Library, EntryPoint = "wasm_valtype_new")]
    public static partial nint ValueTypeNew(byte kind);

    [LibraryImport(Library, EntryPoint = "wasm_valtype_vec_new")]
    public static partial void ValueTypesNew(NativeArray* types, nuint size, nint* items);

    [LibraryImport(Library, EntryPoint = "wasm_functype_new")]
    public static partial nint FunctionTypeNew(NativeArray* parameters, NativeArray* results);

    [LibraryImport(Library, EntryPoint = "wasm_functype_delete")]
    public static partial void FunctionTypeDelete(nint type);

    [LibraryImport(Library, EntryPoint = "wasmtime_func_new_unchecked")]
    public static partial void FunctionNew(nint context, nint type, nint callback, nint environment, nint finalizer, FunctionId* function);

    [LibraryImport(Library, EntryPoint = "wasmtime_func_call_unchecked")]
    public static partial nint FunctionCall(nint context, FunctionId* function, RawValue* values, nuint count, nint* trap);

    [LibraryImport(Library, EntryPoint = "wasmtime_func_from_raw")]
    public static partial void FunctionFromRaw(nint context, nint raw, FunctionId* function);

    [LibraryImport(Library, EntryPoint = "wasmtime_func_to_raw")]
    public static partial nint FunctionToRaw(nint context, FunctionId* function);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "wasmtime_caller_context")]
    public static partial nint CallerContext(nint caller);

    [LibraryImport(Library, EntryPoint = "wasmtime_instance_new")]
    public static partial nint InstanceNew(nint context, nint module, ExternId* imports, nuint count, InstanceId* instance, nint* trap);

    [LibraryImport(Library, EntryPoint = "wasmtime_instance_export_get")]
    public static partial byte InstanceExport(nint context, InstanceId* instance, byte* name, nuint length, ExternId* item);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "wasmtime_memory_data")]
    public static partial byte* MemoryData(nint context, ItemId* memory);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "wasmtime_memory_data_size")]
    public static partial nuint MemoryBytes(nint context, ItemId* memory);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "wasmtime_table_size")]
    public static partial ulong TableSize(nint context, ItemId* table);

    [LibraryImport(Library, EntryPoint = "wasmtime_global_get")]
    public static partial void GlobalGet(nint context, ItemId* variable, TypedValue* value);

    [LibraryImport(Library, EntryPoint = "wasmtime_externref_new")]
    public static partial byte ExternReferenceNew(nint context, nint data, nint finalizer, ExternReference* reference);

    [LibraryImport(Library, EntryPoint = "wasmtime_externref_data")]
    public static partial nint ExternReferenceData(nint context, ExternReference* reference);

    [LibraryImport(Library, EntryPoint = "wasmtime_externref_from_raw")]
    public static partial void ExternReferenceFromRaw(nint context, uint raw, ExternReference* reference);

    [LibraryImport(Library, EntryPoint = "wasmtime_externref_to_raw")]
    public static partial uint ExternReferenceToRaw(nint context, ExternReference* reference);

    [LibraryImport(Library, EntryPoint = "wasmtime_externref_unroot")]
    public static partial void ExternReferenceUnroot(ExternReference* reference);

    [LibraryImport(Library, EntryPoint = "wasmtime_trap_new")]
    public static partial nint TrapNew(byte* message, nuint length);

    [LibraryImport(Library, EntryPoint = "wasmtime_trap_code")]
    public static partial byte TrapCode(nint trap, NativeTrap* code);

    [LibraryImport(Library, EntryPoint = "wasm_trap_message")]
    public static partial void TrapMessage(nint trap, NativeArray* message);

    [LibraryImport(Library, EntryPoint = "wasm_trap_trace")]
    public static partial void TrapTrace(nint trap, NativeArray* frames);

    [LibraryImport(Library, EntryPoint = "wasm_trap_delete")]
    public static partial void TrapDelete(nint trap);

    [LibraryImport(Library, EntryPoint = "wasmtime_error_new")]
    public static partial nint ErrorNew(byte* message);

    [LibraryImport(Library, EntryPoint = "wasmtime_error_message")]
    public static partial void ErrorMessage(nint error, NativeArray* message);

    [LibraryImport(Library, EntryPoint = "wasmtime_error_wasm_trace")]
    public static partial void ErrorTrace(nint error, NativeArray* frames);

    [LibraryImport(Library, EntryPoint = "wasmtime_error_delete")]
    public static partial void ErrorDelete(nint error);

    [LibraryImport(Library, EntryPoint = "wasm_frame_func_index")]
    public static partial uint FrameFunction(nint frame);

    [LibraryImport(Library, EntryPoint = "wasm_frame_module_offset")]
    public static partial nuint FrameOffset(nint frame);

    [LibraryImport(Library, EntryPoint = "wasm_frame_vec_delete")]
    public static partial void FramesDelete(NativeArray* frames);

    [LibraryImport(Library, EntryPoint = "wasm_byte_vec_delete")]
    public static partial void BytesDelete(NativeArray* bytes);
}
