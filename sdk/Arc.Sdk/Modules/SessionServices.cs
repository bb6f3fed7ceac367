using Arc.Sdk.Channels;
using Arc.Sdk.Hosting;
using Arc.Sdk.State;
using Arc.Sdk.Values;

namespace Arc.Sdk.Modules;

/// <summary>
/// What a session offers to its modules' constructors: its stores, its clock, its node keys, its state registry, the other
/// modules, and whatever the host's provider has.
/// </summary>
public sealed class SessionServices : IServiceProvider
{
    private readonly IServiceProvider? _host;
    private readonly Dictionary<Type, object> _own = [];

    /// <summary>Makes the services of one session.</summary>
    /// <param name="channels">The channels that the host offers.</param>
    /// <param name="time">Where the wall clock is read.</param>
    /// <param name="host">The host's services; null if it has none.</param>
    /// <param name="handleBytes">Bytes that strings and series of one invocation or cycle may occupy.</param>
    public SessionServices(
        IEnumerable<ChannelInfo>? channels = null, TimeProvider? time = null, IServiceProvider? host = null, long handleBytes = HandleBudget.DefaultLimit)
    {
        _host = host;
        Handles = new HandleStores(handleBytes);
        Clock = new SessionClock(time ?? TimeProvider.System);
        Channels = new ChannelStore(channels ?? [], Clock);
        Nodes = new NodeKeyTable();
        Authority = new AuthorityBuffer();
        State = new StateRegistry(Nodes);
        State.Register("session", "channels", Channels);
        State.Register("session", "authority", Authority);
        State.Register("session", "clock", Clock);
        foreach (var service in new object[] { Handles, Handles.Texts, Handles.Series, Handles.Budget, Clock, Channels, Authority, Nodes, State })
            _own.Add(service.GetType(), service);
    }

    /// <summary>Strings and series.</summary>
    public HandleStores Handles { get; }

    /// <summary>The wall clock.</summary>
    public SessionClock Clock { get; }

    /// <summary>Channel buffers.</summary>
    public ChannelStore Channels { get; }

    /// <summary>Changes of control authority.</summary>
    public AuthorityBuffer Authority { get; }

    /// <summary>The session's node keys.</summary>
    public NodeKeyTable Nodes { get; }

    /// <summary>Every module's state.</summary>
    public StateRegistry State { get; }

    /// <inheritdoc/>
    public object? GetService(Type serviceType) =>
        _own.TryGetValue(serviceType, out var service) ? service
        : serviceType == typeof(ModuleInstances) ? Instances
        : ModuleSource?.Invoke(serviceType) ?? _host?.GetService(serviceType);

    /// <summary>The session's modules, once they are being made.</summary>
    internal ModuleInstances? Instances { get; set; }

    /// <summary>Finds or makes a module that another one's constructor asks for.</summary>
    internal Func<Type, object?>? ModuleSource { get; set; }
}
