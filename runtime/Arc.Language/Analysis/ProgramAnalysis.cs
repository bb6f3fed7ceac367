using System.Collections.Immutable;
using System.Globalization;
using Arc.Language.Binding;
using Arc.Language.Diagnostics;
using Arc.Language.Flow;
using Arc.Language.Graphs;
using Arc.Language.Lowering;
using Arc.Language.Syntax;
using Arc.Sdk.Ir;
using Arc.Sdk.Modules;
using Arc.Sdk.Symbols;

namespace Arc.Language.Analysis;

/// <summary>
/// The analysis of one program: the passes in their order, and what they share. The analysis of flows builds on
/// <see cref="Root"/>, <see cref="Lookup"/>, <see cref="ResolveMember"/>, <see cref="BindExpressionFunction"/> and
/// <see cref="BindConfig"/>.
/// </summary>
internal sealed partial class ProgramAnalysis
{
    private readonly List<BoundFunction> _generated = [];
    private readonly int[] _syntaxErrors;
    private readonly ParseResult<ProgramSyntax> _parsed;
    private readonly Dictionary<string, ModuleSymbol>? _imports;
    private IrProgram? _ir;
    private ImmutableDictionary<string, NodePlace> _places = ImmutableDictionary<string, NodePlace>.Empty;
    private readonly List<string> _stateNames = [];

    public ProgramAnalysis(ParseResult<ProgramSyntax> parsed, AnalysisOptions options)
    {
        _parsed = parsed;
        Options = options;
        Source = parsed.Source;
        Syntax = parsed.Root;
        Diagnostics = new DiagnosticBag(parsed.Source, options.Parsing.MaxErrors);
        Diagnostics.AddRange(parsed.Diagnostics);
        _syntaxErrors = [.. parsed.Diagnostics.Where(static d => d.IsError).Select(d => parsed.Source.OffsetAt(d.Start)).Order()];
        Fixer = new LiteralFixer(Diagnostics);
    }

    /// <summary>An analysis of functions that were parsed one by one, with every module at hand under its own name.</summary>
    /// <param name="functions">The functions.</param>
    /// <param name="diagnostics">What was found so far, and the source.</param>
    /// <param name="options">What the host offers.</param>
    public ProgramAnalysis(ImmutableArray<TopLevelItemSyntax> functions, DiagnosticBag diagnostics, AnalysisOptions options)
    {
        Options = options;
        Source = diagnostics.Source;
        Syntax = new ProgramSyntax(new SourceSpan(0, Source.Text.Length), functions);
        _parsed = new ParseResult<ProgramSyntax>(Source, Syntax, [], [], []);
        Diagnostics = diagnostics;
        _syntaxErrors = [.. diagnostics.ErrorOffsets.Order()];
        Fixer = new LiteralFixer(Diagnostics);
        _imports = ModulesByAlias.ToDictionary(static m => m.Key, static m => new ModuleSymbol(m.Key, null, m.Value), StringComparer.Ordinal);
    }

    /// <summary>
    /// The modules that need no import, by the name that an import would give them: the last part of theirs. Of several it stands for the one with
    /// the shortest path.
    /// </summary>
    private IEnumerable<KeyValuePair<string, ModuleDescriptor>> ModulesByAlias => Options.Modules.Modules.Where(static m => !m.IsInternal)
        .OrderBy(static m => m.Name.AsSpan().Count('.')).Select(static m => KeyValuePair.Create(ModuleSymbol.AliasOf(m.Name), m)).DistinctBy(static m => m.Key);

    public AnalysisOptions Options { get; }

    public SourceText Source { get; }

    public ProgramSyntax Syntax { get; }

    public DiagnosticBag Diagnostics { get; }

    public LiteralFixer Fixer { get; }

    /// <summary>Imports, constants, functions, and top-level sequences and stages.</summary>
    public Scope Root { get; } = new(null);

    /// <summary>Functions in order of declaration.</summary>
    public List<FunctionSymbol> Functions { get; } = [];

    /// <summary>Global constants in order of declaration.</summary>
    public List<ConstantSymbol> Constants { get; } = [];

    /// <summary>The declared authorities; every channel named here counts as written.</summary>
    public IrAuthorities Authorities { get; private set; } = IrAuthorities.None;

    public void Run()
    {
        CheckOrder();
        CollectImports();
        CollectDeclarations();
        BindFunctionBodies();
        FollowChannelEffects();   // needs bodies; expressions in flows look at the result
        RecursionCheck.Run(this);
        CheckAuthorities();
        var flows = new FlowAnalysis(this);
        flows.Run();
        CheckUnusedImports();
        if (Diagnostics.HasErrors) return;
        _ir = IrBuilder.Build(ToProgram(), flows.Graph, Authorities, this);
        _places = PlacesOf(flows.Graph);
    }

    /// <summary>Analyses the functions of a graph, then its nodes and edges (runtime section 3).</summary>
    /// <returns>The bound program, its IR and where the nodes come from; null if there is any error.</returns>
    public (BoundProgram Program, IrProgram Ir, ImmutableDictionary<string, NodePlace> Places)? RunGraph(GraphDocument document)
    {
        CollectDeclarations();
        BindFunctionBodies();
        FollowChannelEffects();
        RecursionCheck.Run(this);
        var flows = new FlowAnalysis(this);
        flows.RunGraph(document);
        if (Diagnostics.HasErrors) return null;
        var program = ToProgram();
        return IrBuilder.Build(program, flows.Graph, Authorities, this) is { } ir ? (program, ir, PlacesOf(flows.Graph)) : null;
    }

    public AnalysisResult ToResult()
    {
        var program = Diagnostics.HasErrors ? null : ToProgram();
        return new(program, Diagnostics.ToImmutable(), Syntax)
        {
            Ir = program is null ? null : _ir,
            Places = _places,
        };
    }

    public BoundProgram ToProgram() => new(
        [.. Functions.Select(static f => f.ToBound()), .. _generated],
        [.. Constants.Select(static c => c.Constant!)],
        Source.Text)
    {
        StateNames = [.. _stateNames],
    };

    /// <summary>Whether a syntax error was reported from one offset to another.</summary>
    public bool HasSyntaxError(int start, int end)
    {
        var at = Array.BinarySearch(_syntaxErrors, start);
        if (at < 0) at = ~at;
        return at < _syntaxErrors.Length && _syntaxErrors[at] <= end;
    }

    /// <summary>Numbers a stateful variable.</summary>
    public int NextStateId(string name)
    {
        _stateNames.Add(name);
        return _stateNames.Count - 1;
    }

    /// <summary>Binds a block without a declaration; its result type comes from what it returns.</summary>
    public BoundFunction? BindBareBlock(BlockSyntax syntax, string name)
    {
        foreach (var (alias, module) in ModulesByAlias) Root.Add(new ModuleSymbol(alias, syntax.Span, module));

        var values = new List<BoundExpression>();
        new FunctionBinder(this, values).BindBlock(syntax);
        if (Diagnostics.HasErrors) return null;
        if (ReturnTypeInference.TryInfer(values, out var type) is { } problem)
        {
            Error(DiagnosticCodes.Return, syntax.Span, problem);
            return null;
        }

        // The second pass knows the type; it numbers stateful variables again.
        _stateNames.Clear();
        var function = new FunctionSymbol(name, new SourceSpan(syntax.Span.Start, 0))
        {
            HasResult = type is not null,
            Result = type,
            Body = syntax,
            Span = syntax.Span,
            WidensReturns = true,
        };
        new FunctionBinder(this, function).BindBody();
        return Diagnostics.HasErrors ? null : function.ToBound();
    }

    /// <summary>Adds a function made from an expression in a flow.</summary>
    public void AddGenerated(BoundFunction function) => _generated.Add(function);

    private ImmutableDictionary<string, NodePlace> PlacesOf(FlowGraph graph) => graph.Nodes.ToImmutableDictionary(
        static n => n.Key,
        n => new NodePlace(Source.Path, Source.PositionAt(n.Span.Start), Source.Sections?.At(n.Span.Start).Path ?? ""),
        StringComparer.Ordinal);

    private void BindFunctionBodies()
    {
        foreach (var function in Functions) new FunctionBinder(this, function).BindBody();
    }

    /// <summary>Follows calls to a fixed point; whoever calls a function that changed is looked at again.</summary>
    private void FollowChannelEffects()
    {
        var callers = Functions
            .SelectMany(static f => f.Effects.Calls.Select(c => (c.Callee, Caller: f)))
            .Distinct()
            .ToLookup(static c => c.Callee, static c => c.Caller);
        var pending = new Queue<FunctionSymbol>(Functions);
        while (pending.TryDequeue(out var function))
        {
            if (!function.Effects.FollowCalls()) continue;
            foreach (var caller in callers[function]) pending.Enqueue(caller);
        }
    }

    public void Error(string code, SourceSpan span, string message, params ReadOnlySpan<DiagnosticNote> notes) =>
        Diagnostics.Error(code, span, message, notes);

    /// <summary>The visible meaning of a name from a scope outwards (language section 6); null if there is none.</summary>
    public DeclaredSymbol? Lookup(string name, Scope? scope = null)
    {
        if (name.Length == 0) return null;
        if ((scope ?? Root).FindDeclared(name) is { } declared) return declared;
        if (Options.Channels.Find(name) is { } channel) return new ChannelSymbol(channel);
        if (_imports?.GetValueOrDefault(name) is { } import) return import;
        if (Options.Modules.Prelude.TryGetValue(name, out var entries))
        {
            var visible = entries.RemoveAll(static e => e.Symbol.IsInternal && !e.Symbol.Prelude.Any(static p => p.Name == "len"));
            if (!visible.IsEmpty) return new PreludeSymbol(name, visible);
        }

        return name switch
        {
            "true" => new TruthSymbol(name, true),
            "false" => new TruthSymbol(name, false),
            _ => null,
        };
    }

    /// <summary>Looks a name up and reports it if it has no meaning.</summary>
    public DeclaredSymbol? Resolve(Identifier name, Scope? scope = null)
    {
        if (name.IsMissing) return null;
        if (Lookup(name.Name, scope) is { } symbol) return symbol;
        ReportUndefined(name, scope);
        return null;
    }

    public void ReportUndefined(Identifier name, Scope? scope, string advice = "")
    {
        string hint;
        // The import that declares it is misspelt, which has been reported.
        if (Options.Modules.Find(name.Name) is not null && Root.Symbols.Any(s => s is ModuleSymbol { Module: null } && Suggestions.Distance(s.Name, name.Name) <= 2)) return;
        if (Options.Modules.Find(name.Name) is null && ForeignWord(name.Name) is { } meant)
        {
            Error(DiagnosticCodes.SymbolUndefined, name.Span, $"undefined symbol: {name.Name}; {meant}");
            return;
        }

        if (Options.Modules.Find(name.Name) is { IsInternal: false })
        {
            hint = $"; module '{name.Name}' must be imported: import {name.Name}";
        }
        else
        {
            // Beyond the cap nobody sees the suggestions, and each costs a look at every name.
            hint = Diagnostics.ErrorCount >= Options.Parsing.MaxErrors ? "" : Suggestions.Phrase(name.Name, VisibleNames(scope ?? Root));
            if (hint.Length == 0 && name.Name.Length > 2) hint = Suggestions.Phrase(name.Name, SyntaxFacts.Keywords);
            if (hint.Length == 0) hint = advice;
        }

        Error(DiagnosticCodes.SymbolUndefined, name.Span, $"undefined symbol: {name.Name}{hint}");
    }

    /// <summary>The member behind <c>head.tail</c>; null after reporting what is wrong, or if the module itself was.</summary>
    public Symbol? ResolveMember(Identifier head, Identifier tail, Scope? scope = null)
    {
        if (head.IsMissing || tail.IsMissing) return null;
        var found = Lookup(head.Name, scope);
        // A channel may have the name of a module that nobody asked for; only the module has members.
        if (found is ChannelSymbol && _imports?.GetValueOrDefault(head.Name) is { } imported) found = imported;
        switch (found)
        {
            case ModuleSymbol { Module: { } module } import:
                import.IsUsed = true;
                if (Options.Modules.Symbols.Resolve($"{module.Name}.{tail.Name}") is { IsInternal: false } symbol) return symbol;
                var members = module.Symbols.Where(static s => !s.IsInternal && !SyntaxFacts.IsKeyword(s.Name)).Select(s => $"{head.Name}.{s.Name}");
                Error(
                    DiagnosticCodes.SymbolUndefined,
                    head.Span.To(tail.Span),
                    $"undefined symbol: {head.Name}.{tail.Name}{Suggestions.Phrase($"{head.Name}.{tail.Name}", members)}");
                return null;
            case ModuleSymbol import:
                import.IsUsed = true;
                return null;
            case ErrorSymbol:
                return null;
            case null:
                ReportUndefined(head, scope);
                return null;
            case var other:
                Error(DiagnosticCodes.SymbolKind, head.Span, $"'{head.Name}' is a {other.Kind} and has no members; only a module name can stand before '.'");
                return null;
        }
    }

    /// <summary>Declares a name and reports a conflict with a visible one of the source (language section 6).</summary>
    public void Declare(Scope scope, DeclaredSymbol symbol)
    {
        if (symbol.Name.Length == 0) return;
        if (scope.FindDeclared(symbol.Name) is { } other)
        {
            ReportConflict(symbol.Name, symbol.Declaration!.Value, other);
            if (other is ModuleSymbol module) module.IsUsed = true;
            // What the name meant to say is unknown; where it hides a variable, that one is as good a guess as any.
            if (scope != Root && other is not (VariableSymbol or AliasSymbol)) scope.Add(new ErrorSymbol(symbol.Name, symbol.Declaration.Value));
            return;
        }

        scope.Add(symbol);
    }

    public void ReportConflict(string name, SourceSpan span, DeclaredSymbol other)
    {
        var at = Source.PositionAt(other.Declaration!.Value.Start);
        var place = at.Line == 0 ? Source.Sections!.At(other.Declaration.Value.Start).Path : string.Create(CultureInfo.InvariantCulture, $"line {at.Line}, col {at.Column}");
        Error(
            DiagnosticCodes.SymbolRedefined,
            span,
            $"name {name} conflicts with existing symbol at {place}",
            new DiagnosticNote($"'{name}' is declared here as a {other.Kind}", at));
    }

    /// <summary>What to write instead of a word of other languages.</summary>
    private static string? ForeignWord(string word) => word switch
    {
        "let" or "var" or "const" or "auto" or "mut" => "a variable is declared with 'name := value'",
        "int" or "long" or "integer" or "int64" => "did you mean: i64?",
        "float" or "double" or "float64" => "did you mean: f64?",
        "float32" => "did you mean: f32?",
        "int32" => "did you mean: i32?",
        "bool" or "byte" => "did you mean: u8?",
        "string" => "did you mean: str?",
        "True" or "TRUE" => "did you mean: true?",
        "False" or "FALSE" => "did you mean: false?",
        "while" => "a loop is written 'for condition { }'",
        "null" or "nil" or "None" => "there is no null; every type has a zero value",
        _ => null,
    };

    private IEnumerable<string> VisibleNames(Scope scope)
    {
        for (Scope? level = scope; level is not null; level = level.Parent)
        {
            foreach (var symbol in level.Symbols) yield return symbol.Name;
        }

        foreach (var channel in Options.Channels.Channels) yield return channel.Name;
        foreach (var (name, entries) in Options.Modules.Prelude)
        {
            // Members that only graphs can name, such as `and`, are keywords in text.
            if (entries.Any(static e => !e.Symbol.IsInternal) && !entries.All(static e => e.IsDeprecated) && !SyntaxFacts.IsKeyword(name)) yield return name;
        }

        if (Options.Modules.Prelude.ContainsKey("len")) yield return "len";
    }
}
