using Arc.ThirdParty;

namespace Arc.Sdk.Testing.Tests.Modules;

/// <summary>Slices of a module's state, and what a bench is made of.</summary>
public class StateTests
{
    [Fact]
    public void Slice_IsReadAndWrittenByName()
    {
        using var bench = ModuleBench.Of<SignalModule>();
        bench.Call("signal.runs");
        var runs = bench.State("signal")["runs"];
        Assert.Equal("signal.runs = {\"\":1}", bench.State("signal").ToString());
        runs.Set(6L);
        Assert.Equal(7, bench.Call<long>("signal.runs"));
        runs.Json = """{"":20,"pump":3}""";
        Assert.Equal((21L, 3L), (bench.Call<long>("signal.runs"), runs.Get<long>("pump")));
        runs.Reset();
        Assert.Equal(1, bench.Call<long>("signal.runs"));
    }

    [Fact]
    public void Mistakes_AreToldWithWhatThereIs()
    {
        using var bench = ModuleBench.Of<SignalModule>();
        Assert.StartsWith("there is no module 'signals'; did you mean: signal", Failure(() => bench.State("signals")), StringComparison.Ordinal);
        Assert.Equal("module 'signal' has no state 'run'; did you mean: runs?", Failure(() => bench.State("signal")["run"]));
        Assert.Equal("signal.runs of node 'pump' holds nothing; the slice is {}", Failure(() => bench.State("signal")["runs"].Get<long>("pump")));
        Assert.Equal("signal.runs is a NodeState<long>, which takes no int a node", Assert.Throws<ModuleBenchException>(() => bench.State("signal")["runs"].Set(1)).Message);
        bench.Call("signal.runs");
        Assert.Equal("signal.runs holds 1 (long), not int", Failure(() => bench.State("signal")["runs"].Get<int>()));

        static string Failure(Func<object?> mistake) => Assert.Throws<ModuleBenchException>(mistake).Message;
    }

    [Fact]
    public void Bench_OfASourceThatDoesNotCompile_SaysWhy()
    {
        var error = Assert.Throws<ModuleBenchException>(() => ModuleBench.Of(Sources.Tools("""
            /// <summary>Twice.</summary>
            [HostFunction] public static int Twice(int x) => 2 * y;
            """)));
        Assert.Contains("CS0103", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Services_ReachTheConstructors()
    {
        using var bench = ModuleBench.Of(
            ModuleCompiler.Run("""
                using System;
                using Arc.Sdk;
                namespace Sample;
                /// <summary>M.</summary>
                [Module("m")]
                public sealed partial class M(IFormatProvider format)
                {
                    /// <summary>F.</summary>
                    [HostFunction] public string F() => 1.5.ToString(format);
                }
                """),
            new BenchOptions { Services = new Formats() });
        Assert.Equal("1.5", bench.Call<string>("m.f"));
        bench.CompareBodies();
    }

    [Fact]
    public void Module_IsTheInstanceThatFunctionsUse()
    {
        using var bench = ModuleBench.Of<SignalModule>();
        bench.Module<SignalModule>().Runs(HostContext.Detached);
        Assert.Equal(2, bench.Call<long>("signal.runs"));
    }

    private sealed class Formats : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(IFormatProvider) ? System.Globalization.CultureInfo.InvariantCulture : null;
    }
}
