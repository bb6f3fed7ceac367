using System.Text.Json;
using Arc.Sdk.Modules;

namespace Arc.Sdk.Nodes;

/// <summary>
/// The node of a host function without inputs (arc-stl.md, section 1): it runs whenever what stands before it emits, and once each time its
/// scope is entered if nothing stands before it. Generated code derives from it.
/// </summary>
public abstract class TriggeredNode : Node
{
    private readonly bool _isTriggered;
    private bool _hasRun;

    /// <summary>Makes the node.</summary>
    /// <param name="request">Tells whether anything stands before it.</param>
    protected TriggeredNode(NodeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        _isTriggered = request.ConnectedInputs.Count > 0;
    }

    /// <inheritdoc/>
    public sealed override NodeWake Wake => NodeWake.Input;

    /// <inheritdoc/>
    public sealed override void Reset() => _hasRun = false;

    /// <inheritdoc/>
    public sealed override void Execute(ref NodeContext context)
    {
        if (_hasRun && !_isTriggered) return;
        _hasRun = true;
        Run(ref context);
    }

    /// <summary>Runs the function once.</summary>
    /// <param name="context">The cycle.</param>
    protected abstract void Run(ref NodeContext context);

    /// <inheritdoc/>
    protected sealed override void SaveState(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteBooleanValue(_hasRun);
    }

    /// <inheritdoc/>
    protected sealed override void LoadState(JsonElement saved) => _hasRun = saved.GetBoolean();
}
