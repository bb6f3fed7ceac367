namespace Arc.Generator.Tests;

/// <summary>Source texts that tests share.</summary>
internal static class Sources
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Numerics;
        using System.Threading.Tasks;
        using Arc.Sdk;
        using Arc.Sdk.Modules;
        using Arc.Sdk.Nodes;
        using Arc.Sdk.State;
        using Arc.Sdk.Types;

        namespace Sample;


        """;

    /// <summary>Declarations in a file with the usual namespaces.</summary>
    public static string File(string declarations) => Usings + declarations + "\n";

    /// <summary>Members in a module class <c>M</c> named <c>m</c>.</summary>
    public static string Module(string members) => File($$"""
        /// <summary>A module.</summary>
        [Module("m")]
        public sealed partial class M
        {
        {{string.Join('\n', members.TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? line : "    " + line))}}
        }
        """);

    /// <summary>The module of the introduction.</summary>
    public const string Signal = """
        using System;
        using System.Numerics;
        using Arc.Sdk;

        namespace Plant;

        /// <summary>Signal conditioning.</summary>
        [Module("signal")]
        public sealed partial class SignalModule
        {
            [ModuleState]
            private readonly NodeState<long> _runs = new();

            /// <summary>Clamps <paramref name="x"/> into [<paramref name="lo"/>, <paramref name="hi"/>].</summary>
            /// <param name="x">The value.</param>
            /// <param name="lo">The least result.</param>
            /// <param name="hi">The greatest result.</param>
            /// <returns>The value within the bounds.</returns>
            [HostFunction]
            [Specialize(typeof(byte), typeof(uint), typeof(float), typeof(double))]
            public static T Clamp<T>(T x, [Config] T lo, [Config] T hi) where T : INumber<T> => T.Clamp(x, lo, hi);

            /// <summary>First difference; one element shorter than its input.</summary>
            [HostFunction(Contexts.Call)]
            public static Series<T> Diff<T>(Series<T> s) where T : IFloatingPointIeee754<T>
            {
                var result = new Series<T>(Math.Max(0, s.Length - 1));
                for (var i = 0; i < result.Length; i++) result[i] = s[i + 1] - s[i];
                return result;
            }

            /// <summary>A label such as <c>rpm (1/min)</c>.</summary>
            /// <param name="name">What is measured.</param>
            /// <param name="unit">In which unit.</param>
            [HostFunction]
            public static string Label(string name, [Config(Default = "1")] string unit) => $"{name} ({unit})";

            /// <summary>How often this node has run since its stage was entered.</summary>
            [HostFunction]
            public long Runs(HostContext context) => ++_runs[context.Node];

            /// <summary>Exponential moving average.</summary>
            [ReactiveNode]
            public sealed partial class Ema<T> where T : IFloatingPointIeee754<T>
            {
                private T _mean = T.Zero;
                private bool _started;

                /// <summary>Weight of a new sample.</summary>
                [Config(Default = "0.1", Min = "0", Max = "1")]
                public required T Alpha { get; init; }

                /// <summary>The samples.</summary>
                [Input]
                public partial InputPort<T> Input { get; }

                /// <summary>The average after each sample.</summary>
                [Output]
                public partial OutputPort<T> Output { get; }

                /// <summary>Folds one batch in.</summary>
                public void Execute(ref NodeContext node)
                {
                    var times = Input.Times;
                    for (var i = 0; i < times.Length; i++)
                    {
                        _mean = _started ? _mean + (Alpha * (Input.Values[i] - _mean)) : Input.Values[i];
                        _started = true;
                        node.Emit(Output, _mean, times[i]);
                    }
                }
            }
        }
        """;

    /// <summary>A module whose author has made mistakes, beside what is right.</summary>
    public const string Misuses = """
        using System.Numerics;
        using Arc.Sdk;

        namespace Plant;

        /// <summary>Mistakes.</summary>
        [Module("misuses")]
        public sealed partial class MisusesModule
        {
            /// <summary>As it should be.</summary>
            [HostFunction]
            public static double Half(double x) => x / 2;

            /// <summary>Nobody can call it.</summary>
            [HostFunction]
            internal static double Hidden(double x) => x;

            /// <summary>Its default is no number.</summary>
            [HostFunction]
            public static T Bounded<T>(T x, [Config(Default = "all")] T most) where T : INumber<T> => T.Min(x, most);

            [HostFunction]
            public static double Undocumented(ref double x) => x;
        }
        """;

    /// <summary>A module with everything that the introduction does not show.</summary>
    public const string Features = """
        using System;
        using System.Numerics;
        using Arc.Sdk;
        using Arc.Sdk.Channels;
        using Arc.Sdk.Modules;
        using Arc.Sdk.Types;

        namespace Plant;

        /// <summary>Every feature &amp; then some.</summary>
        /// <remarks>Second sentence.</remarks>
        [Module("features", WasmNamespace = "env.features")]
        public sealed partial class FeaturesModule(IServiceProvider provider, ChannelStore channels, IFormatProvider? format = null)
        {
            /// <summary>Power of integers.</summary>
            [HostFunction("pow", Internal = true)]
            public static T PowInteger<T>(T b, T e) where T : IBinaryInteger<T> => b + e;

            /// <summary>Power of floats.</summary>
            [HostFunction("pow", Internal = true)]
            public static T PowFloat<T>(T b, T e) where T : IFloatingPointIeee754<T> => T.Pow(b, e);

            /// <summary>Any type goes.</summary>
            [HostFunction("same", Contexts.Call)]
            public static byte Same<T>(T a, T b) => (byte)(Equals(a, b) ? 1 : 0);

            /// <summary>The first of several bodies.</summary>
            [HostFunction("size", Contexts.Call)]
            public static long Size<T>(T x) where T : unmanaged, INumber<T> => 8;

            /// <summary>The text body among them.</summary>
            [HostFunction("size", Contexts.Call)]
            public static long SizeOfText(Text x) => x.Length;

            /// <summary>Two type variables.</summary>
            [HostFunction(Contexts.Call)]
            [return: Unit("ns")]
            public static long Convert<[Specialize(typeof(float), typeof(double))] TFrom, TTo>([Unit("ns")] long time, Series<TFrom> from, TTo to)
                where TFrom : INumber<TFrom>
                where TTo : ISignedNumber<TTo> => time + from.Length;

            /// <summary>Nullable handles.</summary>
            [HostFunction("pick", Contexts.Call)]
            public static Text? Pick(Series? any, Series<Text>? texts, Text? text, string? name) => texts?[0] ?? text;

            /// <summary>A series of any type.</summary>
            [HostFunction(Contexts.Call)]
            public static Series? Head(Series s, int count) => s.Slice(0, count);

            /// <summary>Several outputs.</summary>
            [HostFunction]
            public static (T quotient, T remainder) DivMod<T>(T a, T b = default!) where T : IBinaryInteger<T> => (a / b, a % b);

            /// <summary>Channels.</summary>
            [HostFunction]
            public T Latest<T>([ChannelAccess(ChannelAccess.Read)] Channel<T> channel) => channels.ToString() is null ? default! : default!;

            /// <summary>The call form of a member whose flow form is a class.</summary>
            [HostFunction("mean", Contexts.Call)]
            public static double Mean(double a, double b) => (a + b) / 2;

            /// <summary>Nothing in, nothing out.</summary>
            [HostFunction]
            [Prelude, Prelude("blip", Deprecated = true)]
            public void Beep(HostContext context, string note = "c\"4", [Config(Default = "440", Allowed = ["440", "880"]), Unit("Hz")] double pitch = 1) => provider.GetType();

            /// <summary>More parameters than Func has.</summary>
            [HostFunction(Contexts.Call)]
            public static double Sum17(
                byte p1, sbyte p2, ushort p3, short p4, uint p5, int p6, ulong p7, long p8, float p9,
                double p10, double p11, double p12, double p13, double p14, double p15, double p16, double @class) =>
                p1 + p2 + p3 + p4 + p5 + p6 + (double)p7 + p8 + p9 + p10 + p11 + p12 + p13 + p14 + p15 + p16 + @class;

            /// <summary>Checks the config of several members.</summary>
            public static string? CheckWindow(ConfigValues values) => values.Get<long>("count") > 0 ? null : "count must be positive";

            /// <summary>Mean of a window, or of everything.</summary>
            [ReactiveNode("mean", Check = nameof(CheckWindow), Wake = NodeWake.Input | NodeWake.Timer)]
            public partial class MeanNodeOfAuthor<T>(FeaturesModule module, ChannelStore channels, IDisposable? optional) where T : INumber<T>
            {
                /// <summary>Length of the window.</summary>
                [Config(Default = "1", Min = "1"), Unit("count")]
                public long Count { get; init; }

                /// <summary>Where to look.</summary>
                [Config, ChannelAccess(ChannelAccess.Read)]
                public required Channel<T> Source { get; init; }

                /// <summary>The samples.</summary>
                [Input]
                public partial InputPort<T> Input { get; }

                /// <summary>Starts over.</summary>
                [Input(Name = "reset", Default = "0")]
                internal partial InputPort<byte> ResetPort { get; }

                /// <summary>The mean.</summary>
                [Output]
                public partial OutputPort<T> Output { get; }

                /// <summary>What it was called.</summary>
                [Output]
                public partial OutputPort<Text> Label { get; }

                /// <summary>Runs.</summary>
                public void Execute(ref NodeContext node)
                {
                    if (ResetPort.IsNew) node.Emit(Label, $"{module}{channels}{optional}");
                    if (Input.Count > 0) node.Emit(Output, Input.At(Input.Count - 1));
                }

                /// <summary>Forgets.</summary>
                public void Reset() => GC.KeepAlive(this);
            }

            /// <summary>No ports at all.</summary>
            [ReactiveNode]
            public sealed partial class Tick
            {
                /// <summary>Runs.</summary>
                public void Execute(ref NodeContext node) => node.RunAgain();
            }
        }
        """;
}
