using Arc.Properties.Tests.Programs;

namespace Arc.Properties.Tests.Generation;

/// <summary>A name that expressions may use.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">Its type.</param>
/// <param name="CanAssign">Whether statements may assign it.</param>
/// <param name="CanCompound">Whether they may use operators like <c>+=</c>.</param>
/// <param name="IsStateful">Whether it outlives the invocation.</param>
internal sealed record Variable(string Name, Ty Type, bool CanAssign, bool CanCompound = true, bool IsStateful = false);

/// <summary>What is visible at a place in a function.</summary>
internal sealed class Scope
{
    private readonly List<Variable> _variables = [];

    public IReadOnlyList<Variable> Variables => _variables;

    /// <summary>The functions that may be called here.</summary>
    public List<Func> Callable { get; } = [];

    /// <summary>The function that is being made.</summary>
    public required Func Function { get; init; }

    /// <summary>The parameter that counts recursion down; null in a function that is not recursive.</summary>
    public string? Depth { get; init; }

    /// <summary>How many recursive calls may still be made.</summary>
    public int RecursiveCalls { get; set; } = 2;

    /// <summary>How many loops are around.</summary>
    public int Loops { get; set; }

    /// <summary>Names of blocks that are over: others may have them now. Stateful ones stay taken, since each is a variable of its own.</summary>
    public List<string> Free { get; } = [];

    public void Add(Variable variable) => _variables.Add(variable);

    /// <summary>Runs an action in a block of its own.</summary>
    public T InBlock<T>(Func<T> action)
    {
        var count = _variables.Count;
        var result = action();
        Free.AddRange(_variables.Skip(count).Where(v => !v.IsStateful && v.Name.Length > 0).Select(v => v.Name));
        _variables.RemoveRange(count, _variables.Count - count);
        return result;
    }
}
