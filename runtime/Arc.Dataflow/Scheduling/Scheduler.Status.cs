namespace Arc.Dataflow;

public sealed partial class Scheduler
{
    /// <summary>Keys of all scopes but the root, in the order of the walk.</summary>
    public IEnumerable<string> ScopeKeys => _scopes.Skip(1).Select(static s => s.Key);

    /// <summary>Whether a scope is walked in the next cycle: it and everything around it is active.</summary>
    /// <param name="scope">The scope's key in the IR.</param>
    /// <exception cref="ArgumentException">There is no such scope.</exception>
    public bool IsActive(string scope) => IsWalked(ScopeIndex(scope));

    /// <summary>Key of the step at which a sequence is; null if it is inactive, has no steps or is no sequence.</summary>
    /// <param name="scope">The scope's key in the IR.</param>
    /// <exception cref="ArgumentException">There is no such scope.</exception>
    public string? ActiveStep(string scope)
    {
        var index = ScopeIndex(scope);
        return _scopes[index].IsSequential && _step[index] >= 0 && IsWalked(index) ? _scopes[index].Ir.Steps[_step[index]].Key : null;
    }

    private int ScopeIndex(string scope)
    {
        var index = Array.FindIndex(_scopes, s => s.Key == scope);
        return index >= 0 ? index : throw new ArgumentException($"there is no scope '{scope}'", nameof(scope));
    }

    private bool IsWalked(int index)
    {
        // The scopes around it are those before it whose ranges reach behind it.
        for (var outer = 0; outer <= index; outer++)
        {
            if (_scopes[outer].ScopeEnd <= index) continue;
            if (!_isActive[outer]) return false;
            if (!_scopes[outer].IsSequential || outer == index) continue;
            if (_step[outer] < 0 || _scopes[outer].Members[_step[outer]].Scope is not (>= 0 and var step)) return false;
            if (index < step || index >= _scopes[step].ScopeEnd) return false;
        }

        return true;
    }
}
