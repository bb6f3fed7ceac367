using System.Threading.Channels;
using Arc.Dataflow;
using Arc.Engines.Linking;
using Arc.Language.Diagnostics;
using Arc.Sdk.Modules;
using Microsoft.Extensions.Logging;

namespace Arc.Runtime.Hosting;

/// <summary>Gives a session the new version of its program whenever the file is saved.</summary>
internal sealed class ProgramWatcher : IAsyncDisposable
{
    // Editors write in several steps.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    private readonly HostedArcSession _session;
    private readonly string _path;
    private readonly ILogger _logger;
    private readonly FileSystemWatcher _files;
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Task _running;
    private string _source;

    public ProgramWatcher(HostedArcSession session, string path, string source, ILogger logger)
    {
        (_session, _path, _source, _logger) = (session, path, source, logger);
        _files = new FileSystemWatcher(Path.GetDirectoryName(path)!, Path.GetFileName(path));
        _files.Changed += (_, _) => _changes.Writer.TryWrite(true);
        _files.Created += (_, _) => _changes.Writer.TryWrite(true);
        _files.Renamed += (_, _) => _changes.Writer.TryWrite(true);
        _files.EnableRaisingEvents = true;
        _running = RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _files.Dispose();
        _changes.Writer.TryComplete();
        await _running.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        await foreach (var _ in _changes.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            await Task.Delay(Quiet).ConfigureAwait(false);
            try
            {
                var source = await File.ReadAllTextAsync(_path).ConfigureAwait(false);
                if (source == _source) continue;
                _source = source;
                await ReplaceAsync(source).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Removed, or still being written: the next change is looked at again.
                _logger.ProgramUnreadable(e, _session.Name, _path);
            }
        }
    }

    private async Task ReplaceAsync(string source)
    {
        try
        {
            var compilation = await _session.ReplaceAsync(source, _path).ConfigureAwait(false);
            if (!compilation.Success)
                _logger.ProgramRefused(_session.Name, string.Join('\n', compilation.Diagnostics.Where(d => d.IsError).Select(d => DiagnosticRenderer.Header(d, _path))));
        }
        catch (Exception e) when (e is LinkException or DataflowException or ModuleSetException or ArgumentException or InvalidOperationException)
        {
            _logger.ReplacementFailed(e, _session.Name);
        }
    }
}
