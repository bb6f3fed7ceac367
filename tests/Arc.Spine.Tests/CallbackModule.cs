using Arc.Sdk;

namespace Arc.Spine.Tests;

/// <summary>A module whose member calls back into the host.</summary>
/// <param name="host">What to call.</param>
[Module("callback")]
public sealed partial class CallbackModule(CallbackModule.Host host)
{
    [ModuleState]
    private readonly NodeState<long> _marks = new();

    /// <summary>Counts the calls of the caller's node, before and after the host has been called.</summary>
    [HostFunction(Contexts.Call)]
    public string Around(HostContext context, string text)
    {
        var before = $"{text}, call {++_marks[context.Node]} of node '{context.Node.Name}'";
        host.Call?.Invoke(text);
        return $"{before}, then call {_marks[context.Node]} of node '{context.Node.Name}'";
    }

    /// <summary>What the session's host wants done.</summary>
    public sealed class Host : IServiceProvider
    {
        /// <summary>Runs in the middle of <see cref="Around"/>.</summary>
        public Action<string>? Call { get; set; }

        /// <inheritdoc/>
        public object? GetService(Type serviceType) => serviceType == typeof(Host) ? this : null;
    }
}
