namespace Arc.Cli;

/// <summary>Texts that the command carries in itself.</summary>
internal static class EmbeddedFile
{
    /// <summary>Reads one that is known to be there, with LF line ends.</summary>
    /// <param name="name">Its logical name.</param>
    public static string Read(string name)
    {
        using var stream = typeof(EmbeddedFile).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
