namespace Arc.Dataflow;

/// <summary>Something that wants to be done between two cycles.</summary>
internal interface ISessionCall
{
    void Run(Session session);

    /// <summary>The loop has ended.</summary>
    void Cancel();
}

/// <summary>Something that wants to be done between two cycles.</summary>
internal sealed class SessionCall<T>(Func<Session, T> action) : ISessionCall
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _result.Task;

    public void Run(Session session)
    {
        try
        {
            _result.SetResult(action(session));
        }
        catch (Exception e)
        {
            // The caller's mistake is the caller's to see; the loop goes on.
            _result.SetException(e);
        }
    }

    public void Cancel() => _result.TrySetCanceled();
}
