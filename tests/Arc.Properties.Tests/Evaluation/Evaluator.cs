using System.Collections.Immutable;
using Arc.Properties.Tests.Programs;

namespace Arc.Properties.Tests.Evaluation;

/// <summary>
/// Runs a program by walking its tree, written from arc-language.md alone: it shares no code with the compiler or the standard library.
/// Stateful variables live as long as the evaluator.
/// </summary>
internal sealed partial class Evaluator(Program program)
{
    private const int MostSteps = 20_000;
    private const int DeepestCall = 60;
    private const int LongestValue = 4096;

    private readonly Dictionary<(string Function, string Variable), object> _state = [];
    private readonly Dictionary<string, object> _consts = program.Consts.ToDictionary(c => c.Name, c => Literal(c.Value), StringComparer.Ordinal);
    private readonly Dictionary<string, Channel> _channels = program.Channels.ToDictionary(c => c.Name, StringComparer.Ordinal);
    private int _steps;
    private int _depth;

    /// <summary>What the last call wrote to channels, in order.</summary>
    public List<(string Channel, object Value)> Written { get; } = [];

    private enum Flow
    {
        Next, Break, Continue, Return,
    }

    /// <summary>Calls a function: one entry an output, null for one of several that was not assigned.</summary>
    /// <exception cref="ArcTrap">The program fails; what it did to stateful variables stays.</exception>
    /// <exception cref="TooMuch">The program runs too long.</exception>
    public object?[] Call(Call call)
    {
        _steps = 0;
        _depth = 0;
        Written.Clear();
        var function = program.Find(call.Function);
        var frame = new Frame(function);
        for (var i = 0; i < call.Config.Length; i++) frame.Locals[function.Config[i].Name] = Own(call.Config[i]);
        for (var i = 0; i < call.Inputs.Length; i++) frame.Locals[function.Inputs[i].Name] = Own(call.Inputs[i]);
        Fill(frame, function.Config, call.Config.Length);
        Fill(frame, function.Inputs, call.Inputs.Length);
        Run(frame);
        return function.Outputs switch
        {
            [] => [],
            [{ Name: "" }] => [frame.Result],
            [var single] => [frame.Locals[single.Name]],
            var several => [.. several.Select(o => frame.Assigned.Contains(o.Name) ? frame.Locals[o.Name] : null)],
        };
    }

    private static object Own(object value) => value is SeriesValue series ? series.Copy() : value;

    private static void Fill(Frame frame, ImmutableArray<Param> parameters, int given)
    {
        foreach (var parameter in parameters.Skip(given)) frame.Locals[parameter.Name] = Literal(parameter.Default!);
    }

    private object? Invoke(Func function, object[] arguments)
    {
        if (++_depth > DeepestCall) throw new TooMuch();
        var frame = new Frame(function);
        Fill(frame, function.Config, 0);
        for (var i = 0; i < arguments.Length; i++) frame.Locals[function.Inputs[i].Name] = arguments[i];
        Fill(frame, function.Inputs, arguments.Length);
        Run(frame);
        _depth--;
        return function.Outputs is [{ Name: not "" } single] ? frame.Locals[single.Name] : frame.Result;
    }

    private void Run(Frame frame)
    {
        foreach (var output in frame.Function.Outputs.Where(o => o.Name.Length > 0)) frame.Locals[output.Name] = Numbers.Zero(output.Type);
        Run(frame, frame.Function.Body);
    }

    private Flow Run(Frame frame, ImmutableArray<Stmt> body)
    {
        foreach (var statement in body)
        {
            if (Run(frame, statement) is var flow && flow != Flow.Next) return flow;
        }

        return Flow.Next;
    }

    private Flow Run(Frame frame, Stmt statement)
    {
        Step();
        switch (statement.Kind)
        {
            case StmtKind.Declare when !statement.IsTyped && statement.Exprs[0] is { Kind: ExprKind.Variable } source && _channels.ContainsKey(source.Text):
                // No copy but another name of the channel (section 7).
                frame.Locals.Remove(statement.Name);
                frame.Aliases[statement.Name] = source.Text;
                return Flow.Next;
            case StmtKind.Declare:
                frame.Aliases.Remove(statement.Name);
                frame.Locals[statement.Name] = Value(frame, statement.Exprs[0], statement.Type);
                return Flow.Next;
            case StmtKind.DeclareState:
                var initial = Own(Value(frame, statement.Exprs[0], statement.Type));
                frame.Stateful.Add(statement.Name);
                _state.TryAdd((frame.Function.Name, statement.Name), initial);
                return Flow.Next;
            case StmtKind.Assign: Assign(frame, statement); return Flow.Next;
            case StmtKind.AssignElement: AssignElement(frame, statement); return Flow.Next;
            case StmtKind.If:
                for (var i = 0; i < statement.Exprs.Length; i++)
                {
                    if (Numbers.IsTrue(Evaluate(frame, statement.Exprs[i]))) return Run(frame, statement.Blocks[i]);
                }

                return statement.Blocks.Length > statement.Exprs.Length ? Run(frame, statement.Blocks[^1]) : Flow.Next;
            case StmtKind.ForRange: return Range(frame, statement);
            case StmtKind.ForSeries: return Each(frame, statement);
            case StmtKind.ForWhile:
                while (statement.Exprs.IsEmpty || Numbers.IsTrue(Evaluate(frame, statement.Exprs[0])))
                {
                    Step();
                    if (Run(frame, statement.Blocks[0]) is var flow && flow is Flow.Break or Flow.Return) return Left(flow);
                }

                return Flow.Next;
            case StmtKind.Break: return Flow.Break;
            case StmtKind.Continue: return Flow.Continue;
            case StmtKind.Return: Return(frame, statement); return Flow.Return;
            default: Evaluate(frame, statement.Exprs[0]); return Flow.Next;
        }
    }

    private static Flow Left(Flow flow) => flow == Flow.Break ? Flow.Next : flow;

    private void Return(Frame frame, Stmt statement)
    {
        if (statement.Exprs.IsEmpty) return;
        var output = frame.Function.Outputs[0];
        var value = Value(frame, statement.Exprs[0], output.Type);
        if (output.Name.Length == 0) frame.Result = value;
        else frame.Locals[output.Name] = value;
    }

    private Flow Range(Frame frame, Stmt statement)
    {
        var type = statement.Type;
        var bounds = statement.Exprs.Select(e => Numbers.Convert(Evaluate(frame, e), e.Type, type)).Cast<Int128>().ToArray();
        var (start, end, step) = bounds switch
        {
            [var only] => (Int128.Zero, only, Int128.One),
            [var from, var to] => (from, to, Int128.One),
            _ => (bounds[0], bounds[1], bounds[2]),
        };
        for (var i = start; step > 0 ? i < end : i > end;)
        {
            Step();
            frame.Locals[statement.Name] = i;
            if (Run(frame, statement.Blocks[0]) is var flow && flow is Flow.Break or Flow.Return) return Left(flow);
            i += step;
            if (i > type.Greatest || i < type.Least) break;
        }

        return Flow.Next;
    }

    private Flow Each(Frame frame, Stmt statement)
    {
        var series = (SeriesValue)Evaluate(frame, statement.Exprs[0]);
        for (var i = 0; i < series.Length; i++)
        {
            Step();
            frame.Locals[statement.Name] = series[i];
            if (statement.Index.Length > 0) frame.Locals[statement.Index] = (Int128)i;
            if (Run(frame, statement.Blocks[0]) is var flow && flow is Flow.Break or Flow.Return) return Left(flow);
        }

        return Flow.Next;
    }

    private void Assign(Frame frame, Stmt statement)
    {
        var op = statement.Op.TrimEnd('=');
        var value = statement.Exprs[0];
        Write(frame, statement.Name, op.Length == 0
            ? Value(frame, value, statement.Type)
            : Operate(op, Read(frame, statement.Name), () => Evaluate(frame, value), statement.Type, value.Type));
    }

    private void AssignElement(Frame frame, Stmt statement)
    {
        var series = (SeriesValue)Read(frame, statement.Name);
        var index = (Int128)Evaluate(frame, statement.Exprs[0]);
        var op = statement.Op.TrimEnd('=');
        var value = statement.Exprs[1];
        var result = op.Length == 0
            ? Value(frame, value, statement.Type)
            : Operate(op, series[InBounds(index, series.Length, "series")], () => Evaluate(frame, value), statement.Type, value.Type);
        series[InBounds(index, series.Length, "series")] = result;
    }

    private object Read(Frame frame, string name) =>
        ChannelOf(frame, name) is { } channel ? channel.Value ?? Numbers.Zero(channel.Type)
        : frame.Stateful.Contains(name) ? _state[(frame.Function.Name, name)]
        : frame.Locals.TryGetValue(name, out var value) ? value
        : _consts[name];

    private Channel? ChannelOf(Frame frame, string name) =>
        _channels.GetValueOrDefault(frame.Aliases.GetValueOrDefault(name, frame.Locals.ContainsKey(name) ? "" : name));

    private void Write(Frame frame, string name, object value)
    {
        if (ChannelOf(frame, name) is { } channel)
        {
            Written.Add((channel.Name, value));
            return;
        }

        if (value is SeriesValue { Length: > LongestValue } or Utf8 { Bytes.Length: > LongestValue }) throw new TooMuch();
        if (frame.Stateful.Contains(name)) _state[(frame.Function.Name, name)] = Own(value);
        else frame.Locals[name] = value;
        frame.Assigned.Add(name);
    }

    private void Step()
    {
        if (++_steps > MostSteps) throw new TooMuch();
    }

    private sealed class Frame(Func function)
    {
        public Func Function => function;

        public Dictionary<string, object> Locals { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, string> Aliases { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Stateful { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Assigned { get; } = new(StringComparer.Ordinal);

        public object? Result { get; set; }
    }
}
