using Arc.Stl.State;

namespace Arc.Stl;

/// <summary>Stateful variables of function bodies: they keep their value between the invocations of one node.</summary>
[Module("state", Internal = true)]
public sealed partial class StateModule
{
    [ModuleState] private readonly VariableState _variables = new();

    /// <summary>A variable's value; on first use it is <paramref name="init"/>, which is stored.</summary>
    /// <param name="context">The invocation, whose node owns the variable.</param>
    /// <param name="id">The variable's number, unique in the program.</param>
    /// <param name="init">The initial value.</param>
    [HostFunction(Contexts.Call)]
    public T Load<T>(HostContext context, int id, T init)
    {
        ref var slot = ref _variables.Values<T>().Slot(context.Node, id, out var exists);
        if (!exists) slot = init;
        return slot;
    }

    /// <summary>Sets a variable.</summary>
    /// <param name="context">The invocation, whose node owns the variable.</param>
    /// <param name="id">The variable's number.</param>
    /// <param name="value">Its new value.</param>
    [HostFunction(Contexts.Call)]
    public void Store<T>(HostContext context, int id, T value) => _variables.Values<T>().Slot(context.Node, id, out _) = value;

    /// <summary>
    /// A variable's series; on first use a copy of <paramref name="init"/> is stored. What is given back is the stored series itself,
    /// so that writing an element persists.
    /// </summary>
    /// <param name="context">The invocation, whose node owns the variable.</param>
    /// <param name="id">The variable's number.</param>
    /// <param name="init">The initial value; an unknown series is not stored.</param>
    [HostFunction(Contexts.Call)]
    public Series<T>? LoadSeries<T>(HostContext context, int id, Series<T>? init)
    {
        var variables = _variables.Series<T>();
        if (init is null && !variables.Has(context.Node, id)) return null;
        ref var slot = ref variables.Slot(context.Node, id, out var exists);
        if (!exists) slot = init!.Copy();
        return slot;
    }

    /// <summary>Sets a variable to a copy of a series; an unknown series is not stored.</summary>
    /// <param name="context">The invocation, whose node owns the variable.</param>
    /// <param name="id">The variable's number.</param>
    /// <param name="value">Its new value.</param>
    [HostFunction(Contexts.Call)]
    public void StoreSeries<T>(HostContext context, int id, Series<T>? value)
    {
        if (value is null) return;
        ref var slot = ref _variables.Series<T>().Slot(context.Node, id, out _);
        // Storing what was loaded changes nothing; a copy would cut the handle off from the variable.
        if (!ReferenceEquals(slot, value)) slot = value.Copy();
    }
}
