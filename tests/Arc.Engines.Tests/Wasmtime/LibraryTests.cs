using Arc.Engines.Tests.Support;
using Arc.Engines.Wasmtime.Native;

namespace Arc.Engines.Tests.Wasmtime;

public class LibraryTests
{
    [Fact]
    public void Library_WithoutAFunction_IsRefusedInOneSentenceThatNamesIt()
    {
        var problem = WasmtimeLibrary.Misfit("'/opt/libwasmtime.so'", symbol => symbol != "wasmtime_func_call_unchecked");

        Assert.Equal("The Wasmtime library '/opt/libwasmtime.so' does not fit: it has no 'wasmtime_func_call_unchecked'; this engine works with Wasmtime 50.", problem);
    }

    [Fact]
    public void Library_OfAnEarlierGeneration_IsRefused() =>
        Assert.NotNull(WasmtimeLibrary.Misfit("x", symbol => Api.Symbols.Contains(symbol)));

    [Fact]
    public void Library_WithAllFunctions_Fits() => Assert.Null(WasmtimeLibrary.Misfit("x", _ => true));

    [WasmtimeFact]
    public void SelfTest_OfTheLibraryHere_Passes() => Assert.Null(SelfTest.Run());

    [WasmtimeFact]
    public void NullReference_OutsideGuests_StaysAnException()
    {
        // The native library has a handler for the same signal; what is not its own must reach the runtime's.
        object? nothing = TestEngines.WithoutWasmtime;

        Assert.Throws<NullReferenceException>(() => nothing!.ToString());
    }
}
