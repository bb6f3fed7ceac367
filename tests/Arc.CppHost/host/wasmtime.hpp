// The part of Wasmtime's C API (version 50) that a small host needs, and a linker for the generated header.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

extern "C" {
struct wasm_engine_t;
struct wasm_trap_t;
struct wasm_functype_t;
struct wasm_valtype_t;
struct wasmtime_store_t;
struct wasmtime_context_t;
struct wasmtime_module_t;
struct wasmtime_linker_t;
struct wasmtime_error_t;
struct wasmtime_caller_t;
struct wasm_vec_t { std::size_t size; void* data; };
union alignas(16) wasmtime_val_raw_t { std::int32_t i32; std::int64_t i64; float f32; double f64; std::uint8_t v128[16]; };
struct wasmtime_func_t { std::uint64_t store_id; void* index; };
struct wasmtime_instance_t { std::uint64_t store_id; std::size_t index; };
struct wasmtime_extern_t { std::uint8_t kind; union { wasmtime_func_t func; std::uint64_t room[3]; }; };
typedef wasm_trap_t* (*wasmtime_callback_t)(void*, wasmtime_caller_t*, wasmtime_val_raw_t*, std::size_t);

wasm_engine_t* wasm_engine_new();
void wasm_engine_delete(wasm_engine_t*);
wasm_valtype_t* wasm_valtype_new(std::uint8_t kind);
void wasm_valtype_vec_new(wasm_vec_t*, std::size_t, wasm_valtype_t* const*);
wasm_functype_t* wasm_functype_new(wasm_vec_t* params, wasm_vec_t* results);
void wasm_functype_delete(wasm_functype_t*);
void wasm_trap_message(const wasm_trap_t*, wasm_vec_t*);
wasmtime_store_t* wasmtime_store_new(wasm_engine_t*, void*, void (*)(void*));
void wasmtime_store_delete(wasmtime_store_t*);
wasmtime_context_t* wasmtime_store_context(wasmtime_store_t*);
wasmtime_error_t* wasmtime_module_new(wasm_engine_t*, const std::uint8_t*, std::size_t, wasmtime_module_t**);
void wasmtime_module_delete(wasmtime_module_t*);
wasmtime_linker_t* wasmtime_linker_new(wasm_engine_t*);
void wasmtime_linker_delete(wasmtime_linker_t*);
wasmtime_error_t* wasmtime_linker_define_func_unchecked(
    wasmtime_linker_t*, const char*, std::size_t, const char*, std::size_t, const wasm_functype_t*, wasmtime_callback_t, void*, void (*)(void*));
wasmtime_error_t* wasmtime_linker_instantiate(
    const wasmtime_linker_t*, wasmtime_context_t*, const wasmtime_module_t*, wasmtime_instance_t*, wasm_trap_t**);
bool wasmtime_instance_export_get(wasmtime_context_t*, const wasmtime_instance_t*, const char*, std::size_t, wasmtime_extern_t*);
wasmtime_error_t* wasmtime_func_call_unchecked(wasmtime_context_t*, const wasmtime_func_t*, wasmtime_val_raw_t*, std::size_t, wasm_trap_t**);
wasm_trap_t* wasmtime_trap_new(const char*, std::size_t);
void wasmtime_error_message(const wasmtime_error_t*, wasm_vec_t*);
}

namespace wasmtime {

inline void check(wasmtime_error_t* error, wasm_trap_t* trap = nullptr) {
    if (!error && !trap) return;
    wasm_vec_t text;
    if (error) wasmtime_error_message(error, &text);
    else wasm_trap_message(trap, &text);
    throw std::runtime_error(std::string(static_cast<const char*>(text.data), text.size));
}

template <class T> struct value;
template <> struct value<std::int32_t> {
    static constexpr std::uint8_t kind = 0;
    static std::int32_t get(const wasmtime_val_raw_t& raw) { return raw.i32; }
    static void set(wasmtime_val_raw_t& raw, std::int32_t v) { raw.i32 = v; }
};
template <> struct value<std::int64_t> {
    static constexpr std::uint8_t kind = 1;
    static std::int64_t get(const wasmtime_val_raw_t& raw) { return raw.i64; }
    static void set(wasmtime_val_raw_t& raw, std::int64_t v) { raw.i64 = v; }
};
template <> struct value<float> {
    static constexpr std::uint8_t kind = 2;
    static float get(const wasmtime_val_raw_t& raw) { return raw.f32; }
    static void set(wasmtime_val_raw_t& raw, float v) { raw.f32 = v; }
};
template <> struct value<double> {
    static constexpr std::uint8_t kind = 3;
    static double get(const wasmtime_val_raw_t& raw) { return raw.f64; }
    static void set(wasmtime_val_raw_t& raw, double v) { raw.f64 = v; }
};

inline void types(wasm_vec_t* vector, const std::vector<std::uint8_t>& kinds) {
    std::vector<wasm_valtype_t*> items;
    for (auto kind : kinds) items.push_back(wasm_valtype_new(kind));
    wasm_valtype_vec_new(vector, items.size(), items.data());
}

template <class Signature, class Function> struct callback;
template <class R, class... A, class Function> struct callback<R(A...), Function> {
    static wasm_functype_t* type() {
        wasm_vec_t parameters, results;
        types(&parameters, {value<A>::kind...});
        if constexpr (std::is_void_v<R>) types(&results, {});
        else types(&results, {value<R>::kind});
        return wasm_functype_new(&parameters, &results);
    }

    static wasm_trap_t* enter(void* environment, wasmtime_caller_t*, wasmtime_val_raw_t* values, std::size_t) {
        try {
            call(*static_cast<Function*>(environment), values, std::index_sequence_for<A...>());
            return nullptr;
        } catch (const std::exception& e) {
            return wasmtime_trap_new(e.what(), std::strlen(e.what()));
        }
    }

    template <std::size_t... I>
    static void call(Function& function, wasmtime_val_raw_t* values, std::index_sequence<I...>) {
        (void)values;
        if constexpr (std::is_void_v<R>) function(value<A>::get(values[I])...);
        else value<R>::set(values[0], function(value<A>::get(values[I])...));
    }
};

// What the generated header registers with.
class linker {
public:
    explicit linker(wasm_engine_t* engine) : raw(wasmtime_linker_new(engine)) {}
    ~linker() { wasmtime_linker_delete(raw); }
    linker(const linker&) = delete;
    linker& operator=(const linker&) = delete;

    template <class Signature, class Function>
    void define(const char* module, const char* name, Function function) {
        using entry = callback<Signature, Function>;
        auto* type = entry::type();
        check(wasmtime_linker_define_func_unchecked(
            raw, module, std::strlen(module), name, std::strlen(name), type, &entry::enter, new Function(std::move(function)),
            [](void* environment) { delete static_cast<Function*>(environment); }));
        wasm_functype_delete(type);
    }

    wasmtime_linker_t* raw;
};

// A linked program.
class instance {
public:
    instance(wasm_engine_t* engine, const linker& linker, const std::vector<std::uint8_t>& bytes) {
        check(wasmtime_module_new(engine, bytes.data(), bytes.size(), &module_));
        store_ = wasmtime_store_new(engine, nullptr, nullptr);
        wasm_trap_t* trap = nullptr;
        check(wasmtime_linker_instantiate(linker.raw, context(), module_, &instance_, &trap), trap);
    }
    ~instance() {
        wasmtime_store_delete(store_);
        wasmtime_module_delete(module_);
    }
    instance(const instance&) = delete;
    instance& operator=(const instance&) = delete;

    template <class R, class... A>
    R call(const char* name, A... arguments) {
        wasmtime_extern_t found;
        if (!wasmtime_instance_export_get(context(), &instance_, name, std::strlen(name), &found)) throw std::runtime_error(std::string("no export ") + name);
        wasmtime_val_raw_t values[sizeof...(A) + 1] = {};
        std::size_t i = 0;
        (value<A>::set(values[i++], arguments), ...);
        wasm_trap_t* trap = nullptr;
        check(wasmtime_func_call_unchecked(context(), &found.func, values, sizeof...(A) + 1, &trap), trap);
        return value<R>::get(values[0]);
    }

private:
    wasmtime_context_t* context() { return wasmtime_store_context(store_); }

    wasmtime_module_t* module_ = nullptr;
    wasmtime_store_t* store_ = nullptr;
    wasmtime_instance_t instance_{};
};

}  // namespace wasmtime
