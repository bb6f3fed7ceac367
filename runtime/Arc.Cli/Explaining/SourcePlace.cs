namespace Arc.Cli.Explaining;

/// <summary>Where a member of C# code stands.</summary>
/// <param name="Member">The member, for example <c>MathModule.Clamp&lt;T&gt;</c>: all that is known without debug information.</param>
internal sealed record SourcePlace(string Member)
{
    /// <summary>The file as the compiler saw it, relative to the working directory where it is below that; null without debug information.</summary>
    public string? File { get; init; }

    /// <summary>The line, from 1; 0 without debug information.</summary>
    public int Line { get; init; }

    /// <summary>What stands there; null if the source is neither on this machine nor embedded.</summary>
    public string? Text { get; init; }

    /// <summary>Where SourceLink says that the file can be read; null if it does not.</summary>
    public string? Url { get; init; }

    /// <summary>How the source can be had.</summary>
    public SourceOrigin Origin { get; init; }

    /// <summary><c>file:line</c>, or the member's name without debug information.</summary>
    public string Address => File is null ? Member : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{File}:{Line}");

    /// <summary>The same with the file's name only, for tables that name the folder once.</summary>
    public string ShortAddress => File is null ? Member : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{File[(File.LastIndexOfAny(['/', '\\']) + 1)..]}:{Line}");
}

/// <summary>How the source of a place can be had.</summary>
internal enum SourceOrigin : byte
{
    /// <summary>Not on this machine.</summary>
    Elsewhere,

    /// <summary>The file is where the compiler read it, unchanged.</summary>
    File,

    /// <summary>The file is there and was changed after the build: the line is that of the build.</summary>
    Changed,

    /// <summary>Embedded in the debug information: generated code that was never written to disk.</summary>
    Embedded,
}
