using System.Runtime.InteropServices;

namespace Arc.Engines.Wasmtime.Native;

/// <summary>A module compiled for one native engine.</summary>
internal sealed unsafe class NativeModule : IDisposable
{
    private readonly Handle _handle;

    private NativeModule(NativeEngine engine, nint module)
    {
        Engine = engine;
        _handle = new Handle(module);
    }

    public NativeEngine Engine { get; }

    /// <summary>The native module. The caller keeps this object alive.</summary>
    public nint Pointer => _handle.DangerousGetHandle();

    /// <summary>Validates and compiles.</summary>
    /// <param name="engine">For which engine.</param>
    /// <param name="bytes">The module in the binary format.</param>
    /// <param name="error">What is wrong with it.</param>
    /// <returns>The module, or null.</returns>
    public static NativeModule? Compile(NativeEngine engine, ReadOnlySpan<byte> bytes, out string? error)
    {
        nint module;
        fixed (byte* start = bytes)
        {
            var failure = Api.ModuleNew(engine.Pointer, start, (nuint)bytes.Length, &module);
            GC.KeepAlive(engine);
            error = failure == 0 ? null : Errors.Take(failure);
        }
        return error is null ? new NativeModule(engine, module) : null;
    }

    /// <summary>Takes what <see cref="Serialize"/> made. The bytes become machine code: they must not be anybody else's.</summary>
    /// <returns>The module; null if another version or configuration made the bytes.</returns>
    public static NativeModule? Deserialize(NativeEngine engine, ReadOnlySpan<byte> bytes)
    {
        nint module;
        fixed (byte* start = bytes)
        {
            var failure = Api.ModuleDeserialize(engine.Pointer, start, (nuint)bytes.Length, &module);
            GC.KeepAlive(engine);
            if (failure == 0) return new NativeModule(engine, module);
            Api.ErrorDelete(failure);
            return null;
        }
    }

    /// <summary>The compiled module as bytes.</summary>
    public byte[] Serialize()
    {
        NativeArray bytes;
        Errors.ThrowIfAny(Api.ModuleSerialize(Pointer, &bytes));
        GC.KeepAlive(this);
        var copy = new ReadOnlySpan<byte>(bytes.Data, checked((int)bytes.Size)).ToArray();
        Api.BytesDelete(&bytes);
        return copy;
    }

    public void Dispose() => _handle.Dispose();

    private sealed class Handle : SafeHandle
    {
        public Handle(nint module)
            : base(0, true) =>
            SetHandle(module);

        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            Api.ModuleDelete(handle);
            return true;
        }
    }
}
