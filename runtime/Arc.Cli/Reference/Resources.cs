using System.Reflection;

namespace Arc.Cli.Reference;

/// <summary>The files of the static site that are the same for every module set.</summary>
internal static class Resources
{
    public static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Arc.Cli.Reference.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
