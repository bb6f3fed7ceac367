using Arc.Engines.Linking;

namespace Arc.Engines.Tests.Support;

/// <summary>Short ways to make instances of small guests.</summary>
internal static class Guests
{
    public static WasmInstance Instantiate(
        WasmBuilder builder, Linker? linker = null, InstanceOptions? options = null, string engine = TestEngines.Managed) =>
        TestEngines.Of(engine).Compile(builder.Build()).Instantiate(linker ?? new Linker(), options);

    /// <summary>A guest with one function <c>f</c>.</summary>
    public static WasmInstance Function(
        byte[] body,
        WasmValueType[]? parameters = null,
        WasmValueType[]? results = null,
        InstanceOptions? options = null,
        (int, WasmValueType)[]? locals = null,
        uint? memory = null,
        string engine = TestEngines.Managed)
    {
        var builder = new WasmBuilder();
        if (memory is { } pages) builder.Memory(pages);
        builder.Function("f", parameters ?? [], results ?? [], body, locals ?? []);
        return Instantiate(builder, options: options, engine: engine);
    }

    public static ulong Call(this WasmInstance instance, string function, params ulong[] args)
    {
        var found = instance.GetFunction(function);
        var results = new ulong[found.Type.Results.Length];
        found.Invoke(args, results);
        return results.Length > 0 ? results[0] : 0;
    }

    public static WasmTrapException Traps(this WasmInstance instance, string function, params ulong[] args) =>
        Assert.Throws<WasmTrapException>(() => instance.Call(function, args));
}
