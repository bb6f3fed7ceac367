using Arc.Sdk;
using Arc.Sdk.Symbols;
using Arc.Sdk.Types;

namespace Arc.Generator.Tests.Running;

/// <summary>The WebAssembly facet: what an engine links against.</summary>
public class BindingTests
{
    private static readonly Harness Signal = Harness.OfFile(Sources.Signal);

    [Fact]
    public void EverySpecialisation_OfEverySymbol_IsRegistered()
    {
        var features = Harness.OfFile(Sources.Features, new AnyService());
        foreach (var harness in new[] { Signal, features })
        {
            var expected = harness.Descriptor.Symbols.Where(s => s.Call is not null).SelectMany(Imports).ToHashSet();
            Assert.All(expected, import => Assert.True(harness.Functions.ContainsKey(import), $"'{import}' is not registered"));
            Assert.All(harness.Functions.Keys, import => Assert.True(expected.Contains(import), $"'{import}' is registered, but no symbol has it"));
        }
    }

    [Fact]
    public void StaticScalarFunction_IsAPublicStaticMethod()
    {
        var method = Signal.Functions["clamp_f64"].Method;
        Assert.True(method.IsStatic && method.IsPublic && method.DeclaringType!.IsVisible);
        Assert.True(method.MethodImplementationFlags.HasFlag(System.Reflection.MethodImplAttributes.AggressiveInlining));
    }

    [Fact]
    public void FunctionThatNeedsHandles_IsAPublicInstanceMethodOfAVisibleType()
    {
        var function = Signal.Functions["diff_f64"];
        Assert.True(function.Method is { IsStatic: false, IsPublic: true, DeclaringType.IsVisible: true });
        Assert.NotNull(function.Target);
    }

    [Theory]
    [InlineData("echo_u8", 0x1FF, 0xFF)]
    [InlineData("echo_i8", 0x1FF, -1)]
    [InlineData("echo_u16", -1, 0xFFFF)]
    [InlineData("echo_i16", 0x18000, -32768)]
    [InlineData("echo_u32", -1, -1)]
    [InlineData("echo_i32", -7, -7)]
    public void NarrowInteger_IsTruncatedInAndExtendedOut(string import, int argument, int expected)
    {
        var harness = Harness.Of("/// <summary>F.</summary>\n[HostFunction] public static T Echo<T>(T x) where T : IBinaryInteger<T> => x;");
        Assert.Equal(expected, harness.Call(import, argument));
    }

    [Fact]
    public void Text_CrossesAsAHandle()
    {
        var texts = Signal.Services.Handles.Texts;
        var result = (int)Signal.Call("label", texts.Add(Text.From("rpm")), texts.Add(Text.From("1/min")))!;
        Assert.Equal("rpm (1/min)", texts.Get(result).ToString());
    }

    [Fact]
    public void Series_CrossesAsAHandle()
    {
        var series = Signal.Services.Handles.Series;
        var result = (int)Signal.Call("diff_f64", series.Add(Series<double>.From([1, 2, 4])))!;
        Assert.Equal([1.0, 2.0], series.Get<double>(result).Span.ToArray());
    }

    [Fact]
    public void UnknownHandle_IsATrap_UnlessTheParameterIsNullable()
    {
        Assert.Throws<ArgumentException>(() => Signal.Call("diff_f64", 99));
        Assert.Throws<ArgumentException>(() => Signal.Call("label", 99, 0));
        var lenient = Harness.Of("/// <summary>F.</summary>\n[HostFunction(Contexts.Call)] public static Series<double>? F(Series<double>? s, Text? t, string? u) => s is null && t is null && u is null ? null : new(0);");
        Assert.Equal(0, lenient.Call("f", 99, 99, 99));
        Assert.Equal(1, lenient.Call("f", 99, 0, 99));
    }

    [Fact]
    public void HostContext_ComesFirst_AndReachesTheMember()
    {
        var node = Signal.Services.Nodes.GetOrAdd("a");
        Assert.Equal(1L, Signal.Call("runs", HostContext.ForNode(node)));
        Assert.Equal(2L, Signal.Call("runs", HostContext.ForNode(node)));
        Signal.Services.State.Reset(node);
        Assert.Equal(1L, Signal.Call("runs", HostContext.ForNode(node)));
    }

    [Fact]
    public void Channel_IsItsKey()
    {
        var harness = Harness.Of("/// <summary>F.</summary>\n[HostFunction(Contexts.Call)] public static int F(Channel<double> c) => c.Key + 1;");
        Assert.Equal(8, harness.Call("f", 7));
    }

    [Fact]
    public void Constructor_GetsWhatItAsksFor()
    {
        var missing = Assert.Throws<Sdk.Modules.ModuleSetException>(() => Harness.OfFile(ServiceModule));
        Assert.Contains("IFormatProvider", missing.Message, StringComparison.Ordinal);
        var harness = Harness.OfFile(ServiceModule, new AnyService());
        Assert.Equal(1, harness.Call("f"));
    }

    [Fact]
    public void State_OfATypeOfOnesOwn_IsSavedAndLoaded()
    {
        var harness = Harness.Of("""
            [ModuleState] private readonly NodeState<Tally> _tallies = new(() => new Tally(40));
            /// <summary>F.</summary>
            [HostFunction(Contexts.Call)] public long Count(HostContext context) => (_tallies[context.Node] = new Tally(_tallies[context.Node].N + 1)).N;
            private readonly record struct Tally(long N) : IStateValue<Tally>
            {
                void IStateValue<Tally>.Write(System.Text.Json.Utf8JsonWriter writer) => writer.WriteNumberValue(N);
                static Tally IStateValue<Tally>.Read(System.Text.Json.JsonElement saved) => new(saved.GetInt64());
            }
            """);
        var context = HostContext.ForNode(harness.Services.Nodes.GetOrAdd("a"));
        Assert.Equal(41L, harness.Call("count", context));
        using var stream = new MemoryStream();
        using (var writer = new System.Text.Json.Utf8JsonWriter(stream)) harness.Services.State.Save(writer);
        Assert.Contains("""
            "m":{"tallies":{"a":41}}
            """, System.Text.Encoding.UTF8.GetString(stream.ToArray()), StringComparison.Ordinal);
        harness.Call("count", context);
        harness.Services.State.Load(System.Text.Json.JsonDocument.Parse(stream.ToArray()).RootElement);
        Assert.Equal(42L, harness.Call("count", context));
    }

    private const string ServiceModule = """
        using System;
        using Arc.Sdk;
        namespace Sample;
        /// <summary>M.</summary>
        [Module("m")]
        public sealed partial class M(Arc.Sdk.Channels.ChannelStore channels, IFormatProvider format, IComparable? none, IServiceProvider all)
        {
            /// <summary>F.</summary>
            [HostFunction] public int F() => channels is not null && format is not null && none is null && all is not null ? 1 : 0;
        }
        """;

    private static IEnumerable<string> Imports(Symbol symbol)
    {
        IEnumerable<Dictionary<string, Primitive>> bindings = [[]];
        foreach (var variable in symbol.Call!.Variables)
            bindings = bindings.SelectMany(_ => variable.Constraint.Members, (b, p) => new Dictionary<string, Primitive>(b) { [variable.Name] = p });
        return bindings.Select(b => symbol.ImportName(name => b[name]));
    }

    private sealed class AnyService : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(IFormatProvider) ? System.Globalization.CultureInfo.InvariantCulture : null;
    }
}
