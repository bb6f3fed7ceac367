using Arc.Language.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Arc.Runtime.Hosting;

/// <summary>Checks the options of every session when the host starts, down to compiling its program.</summary>
internal sealed class ArcHostOptionsValidator(IHostEnvironment environment) : IValidateOptions<ArcHostOptions>
{
    public ValidateOptionsResult Validate(string? name, ArcHostOptions options)
    {
        var failures = Plain(options).ToList();
        if (failures.Count == 0) failures.AddRange(Compiled(new HostedProgram(name ?? "", options, environment.ContentRootPath)));
        return failures.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(failures.Select(f => $"Arc session '{name}': {f}"));
    }

    private static IEnumerable<string> Plain(ArcHostOptions options)
    {
        var hasFile = !string.IsNullOrEmpty(options.ProgramFile);
        if (hasFile && options.Source is not null) yield return $"{nameof(ArcHostOptions.ProgramFile)} and {nameof(ArcHostOptions.Source)} exclude each other";
        if (!hasFile && options.Source is null) yield return $"{nameof(ArcHostOptions.ProgramFile)} or {nameof(ArcHostOptions.Source)} is required";
        if (new[] { options.Channels.Count > 0, options.ChannelsFile is not null, options.OfferedChannels is not null }.Count(given => given) > 1)
            yield return $"{nameof(ArcHostOptions.Channels)}, {nameof(ArcHostOptions.ChannelsFile)} and {nameof(ArcHostOptions.OfferedChannels)} exclude each other";
        if (options.Watch && !hasFile) yield return $"{nameof(ArcHostOptions.Watch)}: only a {nameof(ArcHostOptions.ProgramFile)} can be watched";
        if (options.Deadline <= TimeSpan.Zero) yield return $"{nameof(ArcHostOptions.Deadline)}: {options.Deadline} is not a positive time";
        if (options.CycleBudget < 0) yield return $"{nameof(ArcHostOptions.CycleBudget)}: {options.CycleBudget} is negative; 0 means no bound";
        if (options.RestartDelay <= TimeSpan.Zero) yield return $"{nameof(ArcHostOptions.RestartDelay)}: {options.RestartDelay} is not a positive time";
        if (options.LongestRestartDelay < options.RestartDelay)
            yield return $"{nameof(ArcHostOptions.LongestRestartDelay)}: {options.LongestRestartDelay} is less than {nameof(ArcHostOptions.RestartDelay)}, {options.RestartDelay}";
        if (options.CheckpointInterval <= TimeSpan.Zero) yield return $"{nameof(ArcHostOptions.CheckpointInterval)}: {options.CheckpointInterval} is not a positive time";
        if (options.NodeErrorInterval < TimeSpan.Zero) yield return $"{nameof(ArcHostOptions.NodeErrorInterval)}: {options.NodeErrorInterval} is negative";
        if (!Enum.IsDefined(options.OnFault)) yield return $"{nameof(ArcHostOptions.OnFault)}: {options.OnFault} is none of {string.Join(", ", Enum.GetNames<FaultAction>())}";
        if (!Enum.IsDefined(options.OnDeadlineMissed))
            yield return $"{nameof(ArcHostOptions.OnDeadlineMissed)}: {options.OnDeadlineMissed} is none of {string.Join(", ", Enum.GetNames<DeadlineAction>())}";
    }

    private static IEnumerable<string> Compiled(HostedProgram hosted)
    {
        try
        {
            hosted.SessionOptions(TimeProvider.System, null);
            var compilation = hosted.Compile();
            using (compilation.Program)
            {
                var option = hosted.Options.Source is null ? nameof(ArcHostOptions.ProgramFile) : nameof(ArcHostOptions.Source);
                return [.. compilation.Diagnostics.Where(d => d.IsError).Select(d => $"{option}: {DiagnosticRenderer.Header(d, compilation.Source.Path)}")];
            }
        }
        catch (Exception e) when (e is ArcHostOptionException)
        {
            return [e.Message];
        }
        catch (ArgumentException e)
        {
            // Two channels of one name or key.
            return [$"{nameof(ArcHostOptions.OfferedChannels)}: {e.Message}"];
        }
    }
}
