using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Arc.Runtime.Hosting.Tests.Support;

/// <summary>Keeps log entries, and lets a test wait for one.</summary>
public sealed class LogSink : ILoggerProvider, ILogger
{
    private readonly Lock _lock = new();
    private readonly List<(int Id, TaskCompletionSource<LogLine> Seen)> _waiting = [];
    private ImmutableList<LogLine> _lines = [];

    public ImmutableList<LogLine> Lines => _lines;

    public IEnumerable<LogLine> Of(int id) => Lines.Where(l => l.Id == id);

    /// <summary>The first entry with an event id, as soon as there is one.</summary>
    public Task<LogLine> FirstAsync(int id)
    {
        lock (_lock)
        {
            if (Of(id).FirstOrDefault() is { } known) return Task.FromResult(known);
            var seen = new TaskCompletionSource<LogLine>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((id, seen));
            return seen.Task.WaitAsync(Patience.Long);
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = new LogLine(eventId.Id, logLevel, formatter(state, exception), exception);
        lock (_lock)
        {
            _lines = _lines.Add(line);
            foreach (var (id, seen) in _waiting)
            {
                if (id == line.Id) seen.TrySetResult(line);
            }
        }
    }

    public void Dispose()
    {
    }
}

/// <summary>One log entry.</summary>
public sealed record LogLine(int Id, LogLevel Level, string Message, Exception? Fault);

/// <summary>How long a test waits for what must happen; far beyond what it takes.</summary>
public static class Patience
{
    public static TimeSpan Long { get; } = TimeSpan.FromMinutes(2);
}
