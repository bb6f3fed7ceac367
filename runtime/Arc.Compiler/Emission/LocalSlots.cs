using Arc.Compiler.Wasm;
using Arc.Language.Binding;

namespace Arc.Compiler.Emission;

/// <summary>
/// The local slots of one function: config, inputs, named outputs, then variables in order of declaration including hidden loop
/// variables (arc-stl.md, section 4), then temporaries, which are reused.
/// </summary>
internal sealed class LocalSlots
{
    private readonly Dictionary<BoundVariable, int> _slots = [];
    private readonly Dictionary<BoundVariable, int> _hidden = [];
    private readonly List<WasmType> _types = [];
    private readonly List<(int Slot, string Name)> _names = [];
    private readonly Dictionary<WasmType, Stack<int>> _free = [];
    private readonly int _parameters;

    public LocalSlots(BoundFunction function)
    {
        foreach (var parameter in function.Config) Declare(parameter);
        foreach (var parameter in function.Inputs) Declare(parameter);
        _parameters = _types.Count;
        foreach (var output in function.Outputs) Declare(output);
        DeclareAll(function.Body);
    }

    public int Count => _types.Count;

    /// <summary>Types of the slots behind the parameters.</summary>
    public IReadOnlyList<WasmType> Locals => _types.GetRange(_parameters, _types.Count - _parameters);

    public IReadOnlyList<(int Slot, string Name)> Names => _names;

    public int this[BoundVariable variable] => _slots[variable];

    /// <summary>The first of a loop's hidden variables, known by the loop's own variable.</summary>
    public int Hidden(BoundVariable loop) => _hidden[loop];

    /// <summary>A slot for the time until <see cref="Release"/>.</summary>
    public int Take(WasmType type)
    {
        if (_free.TryGetValue(type, out var free) && free.TryPop(out var slot)) return slot;
        _types.Add(type);
        return _types.Count - 1;
    }

    public void Release(int slot)
    {
        var type = _types[slot];
        if (!_free.TryGetValue(type, out var free)) _free.Add(type, free = new Stack<int>());
        free.Push(slot);
    }

    private int Declare(BoundVariable variable)
    {
        var slot = Declare(variable.Name, WasmTypes.Of(variable.Type));
        _slots.Add(variable, slot);
        return slot;
    }

    private int Declare(string name, WasmType type)
    {
        _names.Add((_types.Count, name));
        _types.Add(type);
        return _types.Count - 1;
    }

    private void DeclareAll(BoundStatement? statement)
    {
        // An else-if chain may be long; blocks are not nested deeper than the parser allows.
        while (statement is BoundIf conditional)
        {
            DeclareAll(conditional.Then);
            statement = conditional.Else;
        }

        switch (statement)
        {
            case BoundBlock block:
                foreach (var inner in block.Statements) DeclareAll(inner);
                break;
            case BoundDeclaration declaration:
                Declare(declaration.Variable);
                break;
            case BoundForRange loop:
                Declare(loop.Variable);
                var cell = WasmTypes.Of(loop.Variable.Type);
                _hidden.Add(loop.Variable, Declare("limit", cell));
                if (loop.Step is not null) Declare("step", cell);
                DeclareAll(loop.Body);
                break;
            case BoundForEach loop:
                if (loop.Index is not null) Declare(loop.Index);
                Declare(loop.Element);
                _hidden.Add(loop.Element, Declare("handle", WasmType.I32));
                Declare("length", WasmType.I32);
                Declare("index", WasmType.I32);
                DeclareAll(loop.Body);
                break;
            case BoundWhile loop:
                DeclareAll(loop.Body);
                break;
        }
    }
}
