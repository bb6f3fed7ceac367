using Arc.Sdk.Testing;

namespace Arc.Generator.Tests.Pages;

/// <summary>Holds files of the documentation equal to what they describe.</summary>
internal static class PageFile
{
    /// <summary>Compares a page with what it should be.</summary>
    public static void Match(DiagnosticPage page, string expected) => Match(page.Path, page.Text, expected);

    /// <summary>Compares a file with what it should be; with accepted snapshots the file is written.</summary>
    public static void Match(string path, string actual, string expected)
    {
        if (actual != expected && Environment.GetEnvironmentVariable(Snapshot.AcceptVariable) == "1") File.WriteAllText(path, expected);
        else Assert.True(actual == expected, $"{path} is not what the tools say; {Snapshot.AcceptVariable}=1 writes it. Expected:\n{expected}");
    }
}
