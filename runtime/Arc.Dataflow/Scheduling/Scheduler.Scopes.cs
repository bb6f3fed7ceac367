using System.Numerics;
using System.Runtime.CompilerServices;

namespace Arc.Dataflow;

public sealed partial class Scheduler
{
    private readonly ScopeLayout[] _scopes;
    private readonly bool[] _isActive;

    // The active step of a sequential scope; -1 for none.
    private readonly int[] _step;
    private readonly bool[] _marked;
    private readonly bool[] _sourcesTransition;
    private bool _anyMarked;

    /// <summary>Runs what has something to do in an active scope (arc-runtime.md, section 5.1).</summary>
    /// <returns>Whether the scope is a sequence that came to its end.</returns>
    private bool Walk(int index)
    {
        var scope = _scopes[index];
        if (scope.IsSequential) return WalkSteps(index, scope);

        foreach (var member in scope.Members)
        {
            if (member.Scope < 0) WalkNodes(member.First, member.End);
            else if (_isActive[member.Scope]) Walk(member.Scope);
        }

        // A stage that jumps to another top-level scope is left once everything in it has run.
        foreach (var transition in scope.Transitions)
        {
            if (!Fires(transition)) continue;
            Deactivate(index);
            break;
        }

        return false;
    }

    private void WalkNodes(int slot, int end)
    {
        while ((slot = NextPending(slot, end)) < end)
        {
            // A node often triggers just the one behind it, which is next then.
            while (Execute(slot++) == slot && slot < end)
            {
            }
        }
    }

    /// <summary>The first of the slots [slot, end) that has something to do; <paramref name="end"/> if none has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int NextPending(int slot, int end)
    {
        // Edges lead to higher slots, so what a node changes is seen by the search that follows it.
        for (var mask = ulong.MaxValue << slot; slot < end; mask = ulong.MaxValue)
        {
            var word = slot >> 6;
            var pending = (_changed[word] | _again[word] | _always[word]) & mask;
            if (pending != 0) return (word << 6) + BitOperations.TrailingZeroCount(pending);
            slot = (word + 1) << 6;
        }

        return end;
    }

    /// <summary>Walks the active step, and the ones that transitions lead to, until none fires.</summary>
    /// <returns>Whether the sequence came to its end. A sequence that is left by a jump did not.</returns>
    private bool WalkSteps(int index, ScopeLayout scope)
    {
        for (var round = 0; round <= scope.Members.Length && _step[index] >= 0; round++)
        {
            var step = scope.Members[_step[index]];
            var isFinished = false;
            if (step.Scope < 0) WalkNodes(step.First, step.End);
            else if (_isActive[step.Scope]) isFinished = Walk(step.Scope);
            if (Fired(scope, step) is { } transition)
            {
                DeactivateMember(step);
                if (transition.Target >= 0)
                {
                    ActivateStep(index, transition.Target);
                    continue;
                }

                Deactivate(index);
                return !Activates(transition.Output);
            }

            // A nested sequence that came to its end advances the outer one (language section 18).
            if (!isFinished) return false;
            if (_step[index] + 1 == scope.Members.Length)
            {
                Deactivate(index);
                return true;
            }

            ActivateStep(index, _step[index] + 1);
        }

        return false;
    }

    /// <summary>The first transition that may fire, its mark taken (arc-runtime.md, section 5.3); null if none may.</summary>
    private Transition? Fired(ScopeLayout scope, Segment step)
    {
        foreach (var transition in scope.Transitions)
        {
            var isInStep = transition.Source >= step.First && transition.Source < step.End;
            if ((isInStep || !scope.Contains(transition.Source)) && Fires(transition)) return transition;
        }

        return null;
    }

    private bool Activates(int output) => _graph.ActivationStart[output + 1] > _graph.ActivationStart[output];

    private bool Fires(Transition transition)
    {
        if (!_marked[transition.Output] || !_nodes[transition.Source].IsTruthy(_outputs[transition.Output])) return false;
        _marked[transition.Output] = false;
        return true;
    }

    private void ClearMarks()
    {
        Array.Clear(_marked);
        _anyMarked = false;
    }

    /// <summary>
    /// Enters a scope: every direct node starts over, so that data received before is ignored; sources run in the next walk, whatever
    /// wakes them later (arc-runtime.md, section 5.4). Inside, whatever was left frozen starts afresh.
    /// </summary>
    private void Activate(int index)
    {
        var scope = _scopes[index];
        for (var inner = index + 1; inner < scope.ScopeEnd; inner++) _isActive[inner] = false;
        Quiet(scope.First, scope.End);
        _isActive[index] = true;
        if (scope.IsSequential)
        {
            _step[index] = -1;
            if (scope.Members.Length > 0) ActivateStep(index, 0);
            return;
        }

        foreach (var member in scope.Members)
        {
            if (member.Scope < 0) Start(member.First, member.End);
            else if (_scopes[member.Scope].IsAlways) Activate(member.Scope);
        }
    }

    private void ActivateStep(int index, int step)
    {
        _step[index] = step;
        var member = _scopes[index].Members[step];
        if (member.Scope >= 0)
        {
            Activate(member.Scope);
            return;
        }

        Quiet(member.First, member.End);
        Start(member.First, member.End);
    }

    private void Start(int first, int end)
    {
        for (var slot = first; slot < end; slot++)
        {
            _nodes[slot].Reset();
            _state?.Reset(_keys[slot]);
            if (_graph.Stratum[slot] == 0) Wake(slot);
        }
    }

    private void Deactivate(int index)
    {
        var scope = _scopes[index];
        _isActive[index] = false;
        _step[index] = -1;
        Quiet(scope.First, scope.End);
    }

    private void DeactivateMember(Segment member)
    {
        if (member.Scope >= 0) Deactivate(member.Scope);
        else Quiet(member.First, member.End);
    }

    /// <summary>Forgets that nodes wanted to run again, now or later: nothing inside an inactive scope runs.</summary>
    private void Quiet(int first, int end)
    {
        for (var slot = first; slot < end; slot++)
        {
            _again[slot >> 6] &= ~(1ul << slot);
            if (_deadlines[slot] != Never) ClearDeadline(slot);
        }
    }
}
