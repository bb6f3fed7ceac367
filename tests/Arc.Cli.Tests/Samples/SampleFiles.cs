using System.Reflection;

namespace Arc.Cli.Tests.Samples;

/// <summary>The samples of the checkout that the tests were built from.</summary>
internal static class SampleFiles
{
    public static string Root { get; } = typeof(SampleFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ArcRoot").Value!;

    public static string Folder { get; } = Path.Combine(Root, "sdk", "samples");

    public static string PathOf(string sample, string file) => Path.Combine(Folder, sample, file);

    public static string Text(string sample, string file) => File.ReadAllText(PathOf(sample, file));
}
