using Arc.Cli.Printing;

namespace Arc.Cli.Explaining;

/// <summary>Prints an explanation: a section a question, each line that names code with file and line.</summary>
internal static class ExplanationText
{
    private const int Body = 2;
    private const int Detail = 4;

    public static void Write(TextPage page, Explanation explanation)
    {
        var symbol = explanation.Symbol;
        page.Title($"{symbol.QualifiedName}: {Forms(explanation)} of the module '{explanation.Module.Name}'");
        if (symbol.Documentation.Length > 0) page.Paragraph(symbol.Documentation, Body);
        if (explanation.DebugInformation is null)
            page.Paragraph($"{explanation.Assembly} has no portable PDB, so members are named without file and line; build it with <DebugType>embedded</DebugType> or keep its .pdb beside it", Body);
        Types(page, explanation);
        Imports(page, explanation);
        Code(page, explanation);
        Contract(page, explanation);
        NodeText.Write(page, explanation);
    }

    /// <summary>A question.</summary>
    internal static void Section(TextPage page, string title)
    {
        page.Gap();
        page.Title(title);
    }

    /// <summary>A line with a place, and what stands there.</summary>
    internal static void Place(TextPage page, string what, SourcePlace place)
    {
        page.Line($"{what}: {place.Address}{Note(place)}", Body);
        if (place.File is not null && place.Text is { Length: > 0 } text) page.Code($"{place.Line,6} | {text}", Detail);
        if (place.Url is { } url) page.Code(url, Detail);
    }

    internal static void Steps(TextPage page, IEnumerable<ExplainedStep> steps)
    {
        foreach (var step in steps)
        {
            page.Item(step.What, Body);
            page.Line(step.Place.File is null ? step.Place.Member : $"{step.Place.Member}  {step.Place.Address}", Detail);
        }
    }

    /// <summary>The folders of places whose table shows file names only.</summary>
    internal static void Files(TextPage page, IEnumerable<SourcePlace> places)
    {
        foreach (var file in places.Where(p => p.File is not null).DistinctBy(p => p.File))
            page.Line($"in {file.File}{Note(file)}", Body);
    }

    private static string Note(SourcePlace place) => place.Origin switch
    {
        SourceOrigin.Changed => "  (changed after the build; the line is that of the build)",
        SourceOrigin.Embedded => "  (source embedded in the PDB)",
        _ => "",
    };

    private static string Forms(Explanation explanation)
    {
        var symbol = explanation.Symbol;
        if (symbol.IsInternal && symbol.Flow is null) return "a compiler primitive";
        return symbol switch
        {
            { Call: not null, Flow: not null } => "a function and a node",
            { Call: not null } => "a function",
            _ => "a node",
        };
    }

    private static void Types(TextPage page, Explanation explanation)
    {
        var symbol = explanation.Symbol;
        Section(page, "1. Where the analyzer gets its type from");
        page.Paragraph("The author's declaration, which the generator turns into a symbol of the module's descriptor; the analyzer reads the symbol and no module instance.", Body);
        foreach (var declaration in explanation.Type.Declarations) Place(page, "declaration", declaration);
        Place(page, "symbol", explanation.Type.Descriptor);
        if (symbol.Call is { } call) page.Paragraph($"call: {symbol.QualifiedName}{call}{SymbolText.Constraints(call.Variables)}", Body);
        if (symbol.Flow is { } flow) page.Paragraph($"flow: {symbol.QualifiedName}{flow}{SymbolText.Constraints(flow.Variables)}", Body);
        foreach (var name in explanation.Type.Names) page.Paragraph($"name: {name}", Body);
        Steps(page, explanation.Type.Steps);
    }

    private static void Imports(TextPage page, Explanation explanation)
    {
        Section(page, "2. Which WebAssembly import a call emits, and how the compiler knows");
        if (explanation.Import is not { } answer)
        {
            page.Paragraph("None: there is no call form, so nothing in a function body can name it and no program imports it.", Body);
            return;
        }

        page.Paragraph($"rule: {answer.Rule}.", Body);
        Steps(page, answer.Steps);
        if (answer.Example is { } example)
        {
            page.Paragraph("for example", Body);
            foreach (var line in example.Source.Split('\n')) page.Code(line, Detail);
            page.Paragraph("imports", Body);
            page.Code(example.Import, Detail);
        }

        Files(page, answer.Imports.Select(i => i.Registered));
        var table = TextTable.Titled("import", "WebAssembly", "registered at");
        foreach (var import in answer.Imports) table.Row($"{import.Import.Module}.{import.Import.Name}", ContractEntries.Signature(import.Import), import.Registered.ShortAddress);
        page.Table(table, Body);
    }

    private static void Code(TextPage page, Explanation explanation)
    {
        Section(page, "3. Which code runs");
        if (explanation.Import is not { } answer)
        {
            page.Paragraph("WebAssembly never calls it; the scheduler runs its node.", Body);
            foreach (var made in explanation.Node!.Classes) Place(page, "method", made.Body);
            return;
        }

        page.Paragraph("The engine calls the wrapper of the specialisation, which turns WebAssembly values into C# ones and calls the author's method.", Body);
        Steps(page, explanation.Linking);
        foreach (var body in explanation.Bodies)
        {
            var serves = body.Serves.IsEmpty || explanation.Bodies.Length == 1 ? "" : $" for {string.Join(" ", body.Serves)}";
            Place(page, $"method{serves}", body.Declaration);
            if (body.Code.File is not null && body.Code.Line != body.Declaration.Line) Place(page, "its code", body.Code);
            if (!body.IsStatic) page.Paragraph("it runs on the session's own instance of the module", Body);
            if (body.TakesContext) page.Paragraph("its first parameter is no argument: the engine passes the calling node, a reader of the guest's memory and the cancellation", Body);
        }

        Files(page, answer.Imports.Select(i => i.Wrapper));
        var table = TextTable.Titled("import", "calls", "wrapper at");
        foreach (var import in answer.Imports) table.Row($"{import.Import.Module}.{import.Import.Name}", import.Body, import.Wrapper.ShortAddress);
        page.Table(table, Body);
    }

    private static void Contract(TextPage page, Explanation explanation)
    {
        Section(page, "4. What a host in another language must provide");
        if (explanation.Contract is not { } contract)
        {
            page.Paragraph("Nothing: it is no part of the import contract. A host that runs graphs itself has to make the node, below.", Body);
            return;
        }

        page.Paragraph($"The imports above that a program uses ('arc contract FILE' lists them). For {contract.Example}:", Body);
        page.Table(TextTable.Plain(2).Row("json", contract.Json), Body);
        var cpp = TextTable.Plain(2);
        foreach (var line in contract.Cpp) cpp.Row(cpp.Rows.Count == 0 ? "cpp " : "", line);
        page.Table(cpp, Body);
        page.Table(TextTable.Plain(2).Row("wit ", contract.Wit), Body);
        var values = TextTable.Titled("value", "type", "carried by", "at the boundary");
        foreach (var value in contract.Values) values.Row(value.Name, value.Type, value.Wasm, value.How);
        page.Table(values, Body);
        foreach (var trap in contract.Traps) page.Item(trap, Body);
        foreach (var exception in contract.Exceptions) page.Item($"the author documents {exception.Type}: {exception.When}", Body);
    }
}
