using Arc.Generator.Emit;
using Arc.Generator.Model;
using Arc.Generator.Support;
using Arc.Generator.Validation;
using Microsoft.CodeAnalysis;

namespace Arc.Generator.Discovery;

// Bodies and node classes become symbols: one Arc name, one symbol.
internal sealed partial class ModuleReader
{
    private List<SymbolModel> Group(List<MethodEntry> methods, List<NodeEntry> nodes)
    {
        var symbols = new List<SymbolModel>();
        var bodiesByName = methods.ToLookup(m => m.ArcName, StringComparer.Ordinal);
        var names = bodiesByName.Select(b => b.Key).Concat(nodes.Select(n => n.ArcName)).Distinct(StringComparer.Ordinal).OrderBy(n => n, StringComparer.Ordinal);
        foreach (var name in names)
        {
            var bodies = bodiesByName[name].ToList();
            var node = nodes.FirstOrDefault(n => n.ArcName == name);
            if (_readings is not null && node is null && bodies.Count == 1 && bodies[0].Reading.Symbol is { } alone)
            {
                symbols.Add(_readings.Latest(alone));
                continue;
            }

            var before = _problems.Errors;
            foreach (var second in nodes.Where(n => n.ArcName == name).Skip(1))
                _problems.AddWithFix(Rules.MemberClash, second.Type, FreeName(second.Type, name), name, node!.Type.Name, "name one of them differently in its attribute");
            if (node is not null && bodies.FirstOrDefault(b => b.Body.HasFlow) is { } flowing)
            {
                _problems.Add(
                    Rules.MemberClash, flowing.Method, name, node.Type.Name,
                    "write [HostFunction(Contexts.Call)] if the class is its flow form, or name one of them differently in its attribute");
            }

            var united = Unite(name, bodies);
            if (united is null || _problems.Errors != before) continue;
            var comments = bodies.Select(b => b.Documentation).Where(d => d.Length > 0).ToList();
            var symbol = new SymbolModel(name)
            {
                IsInternal = bodies.Any(b => b.IsInternal) || (node?.IsInternal ?? false),
                Documentation = comments.FirstOrDefault() ?? node?.Documentation ?? "",
                FurtherDocumentation = string.Concat(comments.Skip(1).Where(d => d.Contains("<example"))),
                NodeDocumentation = comments.Count > 0 ? node?.Documentation ?? "" : "",
                Prelude = bodies.SelectMany(b => b.Prelude).Concat(node?.Prelude ?? []).Distinct().ToEquatable(),
                Check = bodies.Select(b => b.Check).Append(node?.Check ?? "").FirstOrDefault(c => c.Length > 0) ?? "",
                Variables = united.Value.Variables,
                Bodies = united.Value.Bodies,
                Node = node?.Node,
            };
            if (_readings is not null) symbol = _readings.Latest(symbol);
            if (node is null && bodies.Count == 1) bodies[0].Reading.Symbol = symbol;
            symbols.Add(symbol);
        }

        return symbols;
    }

    // What a member could be called instead of a name that is taken.
    private static string FreeName(ISymbol member, string taken) =>
        ArcNames.SnakeCase(member.Name) is { } own && own != taken && !ArcNames.IsKeyword(own) ? own : taken + "_2";

    /// <summary>The union of the bodies of one name; null if they do not belong together.</summary>
    private (EquatableArray<VariableModel> Variables, EquatableArray<BodyModel> Bodies)? Unite(string name, List<MethodEntry> entries)
    {
        if (entries.Count == 0) return ([], []);
        var shape = entries.OrderByDescending(e => e.Body.TypeParameters.Count).First();
        var variables = VariablesOf(shape.Body);
        var bodies = new List<(MethodEntry Entry, BodyModel Body)>();
        foreach (var entry in entries)
        {
            var bound = Match(shape.Body, variables, entry.Body, out var difference);
            if (bound is null)
            {
                _problems.AddWithFix(Rules.DifferentShape, entry.Method, FreeName(entry.Method, name), entry.Method.Name, shape.Method.Name, name, difference);
                return null;
            }

            bodies.Add((entry, entry.Body with { Variables = bound.ToEquatable() }));
        }

        if (!CheckDisjoint(name, bodies)) return null;
        if (_problems.Collects && bodies.FirstOrDefault(b => b.Entry.Method.IsStatic != shape.Method.IsStatic) is { Entry: { } mixed })
        {
            _problems.Add(
                Rules.MixedStatic, mixed.Method, mixed.Method.Name, mixed.Method.IsStatic ? "static" : "an instance method", shape.Method.Name, name);
        }

        var union = variables.Select((v, i) =>
            v with { Set = bodies.Aggregate((ushort)0, (set, b) => (ushort)(set | b.Body.Variables[i].Set)) }).ToList();
        return (union.ToEquatable(), bodies.Select(b => b.Body).ToEquatable());
    }

    private static List<VariableModel> VariablesOf(BodyModel body)
    {
        var variables = new List<VariableModel>();
        foreach (var type in body.Parameters.Select(p => p.Type).Concat(body.Outputs.Select(o => o.Type)))
        {
            if (type.IsVariable && variables.All(v => v.Name != type.Variable))
                variables.Add(new VariableModel(type.Variable, type.Variable, body.TypeParameters.First(p => p.Name == type.Variable).Set));
        }

        return variables;
    }

    private static List<VariableModel>? Match(BodyModel shape, List<VariableModel> variables, BodyModel body, out string difference)
    {
        difference = "";
        if (shape.Parameters.Count != body.Parameters.Count) difference = $"one takes {body.Parameters.Count} parameters and the other {shape.Parameters.Count}";
        else if (shape.Outputs.Count != body.Outputs.Count) difference = "their results differ";
        else if (shape.HasCall != body.HasCall || shape.HasFlow != body.HasFlow) difference = "they have different contexts";
        if (difference.Length > 0) return null;

        var bound = new VariableModel?[variables.Count];
        for (var i = 0; i < shape.Parameters.Count; i++)
        {
            var (wanted, given) = (shape.Parameters[i], body.Parameters[i]);
            if (wanted.ArcName != given.ArcName) difference = $"their parameters {i + 1} are named '{wanted.ArcName}' and '{given.ArcName}'";
            else if (wanted.IsConfig != given.IsConfig) difference = $"'{wanted.ArcName}' is config in only one of them";
            else if (!Bind(wanted.Type, given.Type, variables, body, bound)) difference = variables.Count == 0
                ? $"'{wanted.ArcName}' has different types and neither is generic, where one of them has to be (the types that it serves can be listed with [Specialize])"
                : $"the types of '{wanted.ArcName}' do not correspond";
            if (difference.Length > 0) return null;
        }

        for (var i = 0; i < shape.Outputs.Count; i++)
        {
            if (shape.Outputs[i].ArcName == body.Outputs[i].ArcName && Bind(shape.Outputs[i].Type, body.Outputs[i].Type, variables, body, bound)) continue;
            difference = "their results do not correspond";
            return null;
        }

        return [.. bound.Select(b => b!)];
    }

    private static bool Bind(TypeModel wanted, TypeModel given, List<VariableModel> variables, BodyModel body, VariableModel?[] bound)
    {
        if (wanted.Shape != given.Shape || wanted.Unit != given.Unit || wanted.Access != given.Access) return false;
        if (!wanted.IsVariable) return !given.IsVariable && wanted.Primitive == given.Primitive;
        var index = variables.FindIndex(v => v.Name == wanted.Variable);
        var binding = given.IsVariable
            ? new VariableModel(wanted.Variable, given.Variable, body.TypeParameters.First(p => p.Name == given.Variable).Set)
            : new VariableModel(wanted.Variable, "", given.Primitive.Bit());
        if (bound[index] is { } known) return known == binding;
        if (given.IsVariable && bound.Any(b => b?.TypeParameter == given.Variable)) return false;
        bound[index] = binding;
        return true;
    }

    // The import name of a combination must lead to exactly one body, and the product of the variables must be served in full.
    private bool CheckDisjoint(string name, List<(MethodEntry Entry, BodyModel Body)> bodies)
    {
        if (bodies.Count == 1) return true;
        var owners = new Dictionary<string, MethodEntry>(StringComparer.Ordinal);
        foreach (var (entry, body) in bodies)
        {
            foreach (var combination in body.Combinations)
            {
                var key = string.Join(", ", combination.Select(p => p.Suffix()));
                if (!owners.TryGetValue(key, out var other))
                {
                    owners.Add(key, entry);
                    continue;
                }

                _problems.AddWithFix(Rules.Overlap, entry.Method, FreeName(entry.Method, name), other.Method.Name, entry.Method.Name, name, key.Length == 0 ? "the same types" : key);
                return false;
            }
        }

        var product = Enumerable.Range(0, bodies[0].Body.Variables.Count)
            .Aggregate(1, (count, i) => count * bodies.Aggregate((ushort)0, (set, b) => (ushort)(set | b.Body.Variables[i].Set)).Members().Count());
        if (product == owners.Count) return true;
        var last = bodies[bodies.Count - 1].Entry.Method;
        _problems.Add(Rules.DifferentShape, last, bodies[0].Entry.Method.Name, last.Name, name, "together they do not serve every combination of their types");
        return false;
    }

    private bool CheckReservedNames(List<SymbolModel> symbols)
    {
        var before = _problems.Errors;
        var reserved = new HashSet<string>(GeneratedNames.Of(symbols), StringComparer.Ordinal);
        foreach (var member in _type.GetMembers().Where(m => reserved.Contains(m.Name) && !m.IsImplicitlyDeclared))
        {
            if (member.DeclaringSyntaxReferences.All(r => IsGenerated(r.SyntaxTree.FilePath))) continue;
            _problems.Add(Rules.ReservedName, member, member.Name);
        }

        return _problems.Errors == before;
    }

    private static bool IsGenerated(string path) => path.EndsWith(".g.cs", StringComparison.Ordinal);

    private void CheckPrelude(List<SymbolModel> symbols, List<MethodEntry> methods, List<NodeEntry> nodes)
    {
        foreach (var group in symbols.SelectMany(s => s.Prelude.Select(p => (p.Name, Symbol: s))).GroupBy(p => p.Name, StringComparer.Ordinal))
        {
            var owners = group.Select(p => p.Symbol).Distinct().ToList();
            if (owners.Count < 2 || owners.Count(o => o.HasFlow) < 2) continue;
            var at = (ISymbol?)methods.LastOrDefault(m => m.ArcName == owners[1].ArcName)?.Method ?? nodes.Last(n => n.ArcName == owners[1].ArcName).Type;
            _problems.AddWithFix(Rules.PreludeClash, at, FreeName(at, group.Key), group.Key, $"stands for '{owners[0].ArcName}' already");
        }
    }
}
