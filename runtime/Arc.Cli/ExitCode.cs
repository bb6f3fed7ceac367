namespace Arc.Cli;

/// <summary>The exit statuses of <c>arc</c>.</summary>
public static class ExitCode
{
    /// <summary>Fine.</summary>
    public const int Ok = 0;

    /// <summary>The user's program or data is wrong.</summary>
    public const int ProgramWrong = 1;

    /// <summary>The command line is wrong.</summary>
    public const int CommandLineWrong = 2;

    /// <summary>An internal failure, which is always a bug.</summary>
    public const int InternalFailure = 3;
}
