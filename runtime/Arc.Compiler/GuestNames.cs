namespace Arc.Compiler;

/// <summary>Names that a guest module has beside those of the program's functions.</summary>
public static class GuestNames
{
    /// <summary>The export of the memory. No function may have this name.</summary>
    public const string Memory = "memory";
}
