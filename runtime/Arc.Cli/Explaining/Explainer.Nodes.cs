using System.Reflection;
using Arc.Language.Analysis;
using Arc.Sdk;
using Arc.Sdk.Modules;
using Arc.Sdk.Nodes;
using Arc.Sdk.Symbols;
using Arc.Sdk.Types;

namespace Arc.Cli.Explaining;

// How a member behaves as a node.
internal sealed partial class Explainer
{
    private NodeAnswer NodeOf(Symbol symbol, GeneratedModule generated)
    {
        var nodes = NodesOf(symbol, generated).ToList();
        var classes = nodes.GroupBy(n => n.IsGenericType ? n.GetGenericTypeDefinition() : n).Select(g => (Class: g.Key, Types: g.ToList())).ToList();
        var bodies = classes.Select(c => GeneratedModule.BodyOf(GeneratedModule.ExecuteOf(c.Class))).ToList();
        var author = bodies.OfType<MethodInfo>().FirstOrDefault(b => b.DeclaringType!.IsDefined(typeof(ReactiveNodeAttribute)))?.DeclaringType;
        var steps = new List<ExplainedStep>();
        if (!symbol.IsInternal) steps.Add(new("in text, the analyzer looks the name before {} up and takes its flow signature", places.Of(Method<ProgramAnalysis>(nameof(ProgramAnalysis.ResolveInvocation)))));
        steps.AddRange(
        [
            new("in a graph, it looks the node's type up", places.Of(Method<ProgramAnalysis>(nameof(ProgramAnalysis.ResolveNodeType)))),
            new("the session finds the module by the part of the node's type before the last dot", places.Of(Method<ModuleInstances>(nameof(ModuleInstances.CreateNode)))),
            new("the module finds the factory by the member's name", places.Of(generated.CreateNode)),
        ]);
        if (generated.FactoryOf(symbol) is { } factory) steps.Add(new("the factory picks the class for the concrete types", places.Of(factory)));
        return new NodeAnswer
        {
            Wakes = [.. WakesOf(symbol)],
            Steps = [.. steps],
            Classes =
            [
                .. classes.Select((c, i) => new ExplainedNode(
                    places.Of(c.Class), places.Of(GeneratedModule.ExecuteOf(c.Class)),
                    bodies[i] is { } body ? places.Of(Definition(body)) : places.Of(GeneratedModule.ExecuteOf(c.Class)), [.. c.Types.Select(Serves).Where(s => s.Length > 0)])),
            ],
            Check = symbol.ConfigCheck is { } check ? places.Of(check.Method) : null,
            State = [.. StateOf(author, bodies.OfType<MethodInfo>(), generated)],
            Reset = ResetOf(author, classes.Select(c => c.Class).FirstOrDefault(), bodies.OfType<MethodInfo>(), generated),
            Differences = [.. Differences(symbol, author is not null)],
        };
    }

    private IEnumerable<ExplainedState> StateOf(Type? author, IEnumerable<MethodInfo> bodies, GeneratedModule generated)
    {
        if (author is not null)
        {
            var definition = author.IsGenericType ? author.GetGenericTypeDefinition() : author;
            var place = definition.GetMethod("SaveFields", Any) is { } save ? places.Of(save) : places.Of(definition);
            return GeneratedModule.FieldsOf(definition).Select(f => new ExplainedState(f.Name, MemberNames.Of(f.Type), place));
        }

        return bodies.SelectMany(b => generated.StateOf(b)).DistinctBy(s => s.Field.Name)
            .Select(s => new ExplainedState(s.Field.Name, MemberNames.Of(s.Field.FieldType), places.Of(s.Registered.Owner, s.Registered.Offset)));
    }

    private ExplainedStep ResetOf(Type? author, Type? node, IEnumerable<MethodInfo> bodies, GeneratedModule generated)
    {
        if (author is not null && node is not null)
        {
            return GeneratedModule.ResetOf(node) is { } own
                ? new ExplainedStep("entering its stage again calls the author's Reset", places.Of(Definition(own)))
                : new ExplainedStep("entering its stage again makes a new object, so that its fields start over", places.Of(node.GetMethod(nameof(Node.Reset), Any)!));
        }

        if (node is not null && node.IsAssignableTo(typeof(TriggeredNode)))
            return new ExplainedStep("entering its stage again makes it run again if nothing stands before it", places.Of(typeof(TriggeredNode).GetMethod(nameof(Node.Reset))!));
        var state = bodies.SelectMany(b => generated.StateOf(b)).Select(s => s.Field.Name).Distinct().ToList();
        return state.Count == 0
            ? new ExplainedStep("entering its stage again changes nothing: the node remembers nothing", places.Of(typeof(Node).GetMethod(nameof(Node.Reset))!))
            : new ExplainedStep($"entering its stage again clears what {string.Join(", ", state)} keeps for this node", places.Of(typeof(Node).GetMethod(nameof(Node.Reset))!));
    }

    internal static IEnumerable<string> WakesOf(Symbol symbol)
    {
        var wake = symbol.Wake;
        if (wake.HasFlag(NodeWake.Input))
            yield return symbol.Flow is { Inputs.IsEmpty: true } ? "what stands before it, or entering its scope if nothing does" : "new data on an input";
        if (wake.HasFlag(NodeWake.Channel)) yield return "new data on a channel in its config";
        if (wake.HasFlag(NodeWake.Timer)) yield return "a deadline that it has reported, or its own request to run again";
        if (wake.HasFlag(NodeWake.Always)) yield return "every cycle in which its scope is active";
    }

    private static string Serves(Type node) =>
        string.Join(", ", node.GetGenericArguments().Zip(
            node.IsGenericType ? node.GetGenericTypeDefinition().GetGenericArguments() : [],
            (type, parameter) => $"{parameter.Name} = {(PrimitiveFacts.TryFromClr(type, out var primitive) ? primitive.Name() : MemberNames.Of(type))}"));

    private static IEnumerable<string> Differences(Symbol symbol, bool isNodeClass)
    {
        var flow = symbol.Flow!;
        if (symbol.Call is not null)
        {
            yield return $"resolution: {symbol.Name}(...) in a body is checked against the call signature and becomes an import; {symbol.Name}{{...}} in a flow is checked against the flow signature and becomes a node of type {symbol.QualifiedName} in the IR";
            yield return "execution: a call runs the wrapper inside the caller's invocation; the node is an object outside WebAssembly that the scheduler executes, and never uses an import";
        }
        else
        {
            yield return $"resolution: {symbol.Name}{{...}} is checked against the flow signature and becomes a node of type {symbol.QualifiedName} in the IR; {symbol.Name}(...) in a body is an error, since there is no call signature";
            yield return "execution: the node is an object outside WebAssembly that the scheduler executes; no import is emitted and no host function exists";
        }

        if (isNodeClass) yield return "each time it is woken it gets the whole batch, and keeps its fields until it is reset";
        else if (flow.Inputs.IsEmpty) yield return "each time it is triggered it runs the method once, with its config; an exception is reported and nothing is emitted";
        else if (flow.Inputs.Length == 1) yield return "for each sample of a batch it runs the method once, time stamps kept; an exception drops that sample and is reported, where a call would trap";
        else yield return "for each sample of a batch it runs the method once, of unequal inputs the shorter one holding its last value; an exception drops that sample and is reported, where a call would trap";
        var config = flow.Config.Where(c => symbol.Call?.Parameters.Any(p => p.Name == c.Name) == true).Select(c => c.Name).ToList();
        if (config.Count > 0) yield return $"{string.Join(", ", config)}: an argument of each call, but config of the node, fixed and checked when the program is analysed";
    }
}
