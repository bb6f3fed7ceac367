using System.Threading.Channels;
using Arc.Dataflow;

namespace Arc.Runtime;

/// <summary>An input of a session as a channel writer of the base library.</summary>
internal sealed class InputWriter<T>(ArcSession session, SessionRunner runner, int channel) : ChannelWriter<T>
{
    private bool _isCompleted;

    public override bool TryWrite(T item) => !_isCompleted && session.TryPost(new Frame().Add(channel, item));

    public override ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default) =>
        _isCompleted ? ValueTask.FromResult(false) : runner.WaitToPostAsync(cancellationToken);

    // The other inputs of the session stay open.
    public override bool TryComplete(Exception? error = null) => !_isCompleted && (_isCompleted = true);
}
