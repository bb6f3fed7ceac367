namespace Arc.Cli;

/// <summary>A command cannot go on because of something that the user can mend: one clear sentence and an exit status.</summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="exitCode">The exit status.</param>
internal sealed class CliException(string message, int exitCode = ExitCode.ProgramWrong) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
