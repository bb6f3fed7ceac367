using Arc.Dataflow;
using Arc.Sdk.Channels;

namespace Arc.Cli.Running;

/// <summary>Watches a run. In real time samples and cycles come from different threads. Times are in ns since the epoch.</summary>
internal interface IRunObserver
{
    /// <summary>Whether it has seen what it waits for, so that the run may end.</summary>
    bool IsDone => false;

    /// <summary>The session is loaded; its clock starts here.</summary>
    void OnStart(Session session, long time)
    {
    }

    /// <summary>A sample is on its way into the session.</summary>
    void OnInput<T>(ChannelInfo channel, long time, T value)
    {
    }

    /// <summary>The session wrote a sample.</summary>
    void OnWrite<T>(ChannelInfo channel, long time, T value)
    {
    }

    /// <summary>A node failed.</summary>
    void OnError(long time, NodeError error)
    {
    }

    /// <summary>A cycle is over.</summary>
    void OnCycle(Session session, long time)
    {
    }

    /// <summary>The run is over; the session is still there.</summary>
    void OnEnd(Session session, long time)
    {
    }
}

/// <summary>Several observers as one.</summary>
internal sealed class RunObservers : IRunObserver
{
    private readonly IRunObserver[] _observers;

    private RunObservers(IRunObserver[] observers) => _observers = observers;

    /// <summary>One observer for those that there are; null if there is none.</summary>
    public static IRunObserver? Of(params IReadOnlyList<IRunObserver?> observers)
    {
        IRunObserver[] present = [.. observers.OfType<IRunObserver>()];
        return present.Length switch
        {
            0 => null,
            1 => present[0],
            _ => new RunObservers(present),
        };
    }

    public bool IsDone => _observers.Any(o => o.IsDone);

    public void OnStart(Session session, long time)
    {
        foreach (var observer in _observers) observer.OnStart(session, time);
    }

    public void OnInput<T>(ChannelInfo channel, long time, T value)
    {
        foreach (var observer in _observers) observer.OnInput(channel, time, value);
    }

    public void OnWrite<T>(ChannelInfo channel, long time, T value)
    {
        foreach (var observer in _observers) observer.OnWrite(channel, time, value);
    }

    public void OnError(long time, NodeError error)
    {
        foreach (var observer in _observers) observer.OnError(time, error);
    }

    public void OnCycle(Session session, long time)
    {
        foreach (var observer in _observers) observer.OnCycle(session, time);
    }

    public void OnEnd(Session session, long time)
    {
        foreach (var observer in _observers) observer.OnEnd(session, time);
    }
}
