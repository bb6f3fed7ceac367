using Arc.Sdk.Modules;
using Arc.Sdk.Testing;
using Arc.Sdk.Types;
using Arc.Stl;

namespace Arc.Generator.Tests.Running;

/// <summary>Every wrapper gives, bit for bit, what the author's method gives for the same values, and traps where that throws.</summary>
public class DifferentialTests(Xunit.Abstractions.ITestOutputHelper output)
{
    // Its argument is a length.
    private const string Allocating = "series.create_empty";

    private const string Arithmetic = """
        /// <summary>F.</summary>
        [HostFunction] public static T Clamp<T>(T x, T lo, T hi) where T : INumber<T> => T.Clamp(x, lo, hi);
        /// <summary>F.</summary>
        [HostFunction] public static T Multiply<T>(T a, T b) where T : INumber<T> => a * b;
        /// <summary>F.</summary>
        [HostFunction("divide")] public static T DivideWhole<T>(T a, T b) where T : IBinaryInteger<T> => a / b;
        /// <summary>F.</summary>
        [HostFunction("divide")] public static T DivideFloat<T>(T a, T b) where T : IFloatingPointIeee754<T> => a / b;
        /// <summary>F.</summary>
        [HostFunction] public static T Root<T>(T x) where T : IFloatingPointIeee754<T> => T.Sqrt(x);
        /// <summary>F.</summary>
        [HostFunction] public static T Negate<T>(T x) where T : ISignedNumber<T>, INumber<T> => -x;
        /// <summary>F.</summary>
        [HostFunction] public static TTo Convert<TFrom, TTo>(TFrom x, byte mode) where TFrom : IFloatingPointIeee754<TFrom> where TTo : IBinaryInteger<TTo> => mode > 1 ? TTo.CreateTruncating(x) : TTo.CreateSaturating(x);
        /// <summary>F.</summary>
        [HostFunction] public static byte IsZero<T>(T x) where T : INumber<T> => (byte)(T.IsZero(x) ? 1 : 0);
        /// <summary>F.</summary>
        [HostFunction] public static ushort Mix(byte a, sbyte b, ushort c, short d, uint e, ulong f) => unchecked((ushort)(a + b + c + d + (int)e + (int)f));
        """;

    public static TheoryData<string> LibraryModules =>
        [.. ModuleSet.Standard.Modules.Where(m => m.Symbols.Any(s => s.Call?.Parameters.All(p => p.Type is not ChannelType) == true)).Select(m => m.Name)];

    [Fact]
    public void Wrappers_OfEveryShape_GiveWhatTheBodiesGive()
    {
        var module = ModuleCompiler.Run(Sources.Module(Arithmetic));
        Assert.Empty(module.Misuses);
        using var bench = ModuleBench.Of(module);
        var result = bench.CompareBodies(new CompareOptions { Samples = 150, Log = output.WriteLine });
        Assert.Empty(result.LeftOut);
        Assert.Equal((10 * 4) + 2 + 6 + (2 * 8) + 1, result.Count);
    }

    [Theory]
    [MemberData(nameof(LibraryModules))]
    public void Wrappers_OfTheLibrary_GiveWhatTheBodiesGive(string module)
    {
        using var bench = ModuleBench.Of([ModuleSet.Standard.Find(module)!]);
        bench.CompareBodies(new CompareOptions { Samples = 100, Log = output.WriteLine, Except = module == "series" ? [Allocating] : [] });
    }

    [Fact]
    public void WrapperThatAllocates_GivesWhatItsBodyGives()
    {
        using var bench = ModuleBench.Of([ModuleSet.Standard.Find("series")!]);
        Assert.Equal(11, bench.CompareBodies(Allocating, new CompareOptions { Samples = 100, Log = output.WriteLine, When = static a => (uint)a[0] is < 1_000 or > 100_000_000 }).Count);
    }
}
