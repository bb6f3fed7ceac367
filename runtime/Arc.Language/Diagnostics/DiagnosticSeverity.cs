namespace Arc.Language.Diagnostics;

/// <summary>How serious a diagnostic is; only errors stop a compilation (language section 19).</summary>
public enum DiagnosticSeverity
{
    /// <summary>The program cannot be compiled.</summary>
    Error,

    /// <summary>The program compiles but probably does not do what its author meant.</summary>
    Warning,

    /// <summary>A fact worth knowing.</summary>
    Info,

    /// <summary>A suggestion.</summary>
    Hint,
}
