using Arc.Sdk.Ir;

namespace Arc.Dataflow;

public sealed partial class Scheduler
{
    private int[]? _parents;

    /// <summary>The scopes in the order of the walk, each before those inside it; the first is the root. Keys of steps repeat, so a debugger names a scope by its place.</summary>
    public IReadOnlyList<IrScope> Scopes => field ??= [.. _scopes.Select(s => s.Ir)];

    /// <summary>Says of every scope whether it is walked in the next cycle: it and everything around it is active.</summary>
    /// <param name="active">One element a scope, in the order of <see cref="Scopes"/>.</param>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    public void ReadActive(Span<bool> active)
    {
        if (active.Length < _scopes.Length) throw new ArgumentException($"{_scopes.Length} elements are needed, one a scope", nameof(active));
        _parents ??= Parents();
        for (var i = 0; i < _scopes.Length; i++)
        {
            var parent = _parents[i];
            active[i] = _isActive[i] && (parent < 0 || (active[parent]
                && (!_scopes[parent].IsSequential || (_step[parent] >= 0 && _scopes[parent].Members[_step[parent]].Scope == i))));
        }
    }

    /// <summary>The step at which a sequence is, from 0; -1 if it is not active, has no steps or is no sequence.</summary>
    /// <param name="scope">The scope's place in <see cref="Scopes"/>.</param>
    public int ActiveStepOf(int scope) => _scopes[scope].IsSequential && IsWalked(scope) ? _step[scope] : -1;

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

    private int[] Parents()
    {
        var parents = new int[_scopes.Length];
        var around = -1;
        for (var i = 0; i < parents.Length; i++)
        {
            while (around >= 0 && _scopes[around].ScopeEnd <= i) around = parents[around];
            parents[i] = around;
            around = i;
        }

        return parents;
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
