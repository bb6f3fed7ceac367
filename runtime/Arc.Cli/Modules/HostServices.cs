namespace Arc.Cli.Modules;

/// <summary>What the command offers to the modules of one session.</summary>
/// <param name="board">Where programs set statuses.</param>
internal sealed class HostServices(IStatusBoard board) : IServiceProvider
{
    /// <summary>The services of a session whose statuses nobody looks at.</summary>
    public static HostServices Silent() => new(new StatusBoard(TextWriter.Null));

    /// <inheritdoc/>
    public object? GetService(Type serviceType) => serviceType == typeof(IStatusBoard) ? board : null;
}
