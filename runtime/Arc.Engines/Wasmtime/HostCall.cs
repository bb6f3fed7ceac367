using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Arc.Engines.Wasmtime.Native;

namespace Arc.Engines.Wasmtime;

/// <summary>How an imported function is reached.</summary>
/// <param name="Name">What traps call it.</param>
/// <param name="Target">The host's function.</param>
/// <param name="Stub">Calls it with values of the guest.</param>
/// <param name="Guest">A function of the same store, which the guest calls without passing through the host.</param>
internal readonly record struct HostImport(string Name, object? Target, HostStub? Stub, FunctionId? Guest);

/// <summary>The one function that guests call when they call the host, whatever they call.</summary>
internal static unsafe class HostCall
{
    /// <summary>Its address.</summary>
    public static nint Trampoline => (nint)(delegate* unmanaged[Cdecl]<nint, nint, RawValue*, nuint, nint>)&Enter;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Enter(nint environment, nint caller, RawValue* values, nuint count)
    {
        var place = (Environment*)environment;
        // The instance is alive: it runs, or one of its store does, and the store knows all of them.
        var instance = Unsafe.As<WasmtimeInstance>(GCHandle.FromIntPtr(place->Instance).Target!);
        ref readonly var import = ref instance.HostImports[place->Import];
        try
        {
            import.Stub!(import.Target!, values, instance);
            return 0;
        }
        catch (Exception exception)
        {
            // Nothing may pass through the native frames; the store gives it to the caller of the invocation.
            return instance.Store.Fail(exception, import.Name);
        }
    }

    /// <summary>What the native side hands back: which instance calls, and which of its imports.</summary>
    public struct Environment
    {
        public nint Instance;
        public int Import;
    }
}
