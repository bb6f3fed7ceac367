namespace Arc.Sdk.Testing.Tests.Snapshots;

/// <summary>Module sources that the tests share.</summary>
internal static class Samples
{
    public const string Scale = """
            /// <summary>Scales a sample.</summary>
            /// <param name="x">The sample.</param>
            /// <param name="factor">What it is multiplied by.</param>
            [HostFunction]
            public static double Scale(double x, [Config(Default = "1", Min = "0")] double factor) => x * factor;


        """;

    public const string Tools = $$"""
        using Arc.Sdk;

        namespace Plant;

        /// <summary>Tools.</summary>
        [Module("tools")]
        public sealed partial class ToolsModule
        {
        {{Scale}}    /// <summary>The length of a text.</summary>
            [HostFunction(Contexts.Call)]
            public static long Size(string text) => text.Length;
        }
        """;

    public static GeneratorRun Run { get; } = ModuleCompiler.Run(Tools);

    public static string Without(string part) => Tools.Replace(part, "", StringComparison.Ordinal);
}
