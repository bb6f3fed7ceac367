using System.Collections.Immutable;
using System.Reflection;
using Arc.Sdk.Modules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Arc.Sdk.Testing;

/// <summary>What one run of the generator gave. An edit gives another run that shares the generator's caches, as an editor does.</summary>
public sealed partial class GeneratorRun
{
    private readonly RunSetting _setting;
    private readonly bool _isEdit;
    private readonly Lazy<Compilation> _output;
    private readonly Lazy<ImmutableArray<Diagnostic>> _misuses;

    internal GeneratorRun(GeneratorDriver driver, Compilation sources, RunSetting setting, bool isEdit = false)
    {
        _setting = setting;
        _isEdit = isEdit;
        Driver = driver;
        Sources = sources;
        Result = driver.GetRunResult().Results.Single();
        _output = new(() => Sources.AddSyntaxTrees(Driver.GetRunResult().GeneratedTrees));
        _misuses = new(() =>
        [
            .. ModuleCompiler.Analyze(Output, _setting.AnalyzerOptions).OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal),
        ]);
        Files = Result.GeneratedSources.IsDefault
            ? ImmutableSortedDictionary<string, string>.Empty
            : Result.GeneratedSources.ToImmutableSortedDictionary(s => s.HintName, s => s.SourceText.ToString(), StringComparer.Ordinal);
    }

    /// <summary>The driver that ran, for other libraries that compare what generators make, such as Verify.SourceGenerators.</summary>
    public GeneratorDriver Driver { get; }

    /// <summary>The sources without the generated files.</summary>
    public Compilation Sources { get; }

    /// <summary>What the generator reports about itself: its steps, its exception if it threw.</summary>
    public GeneratorRunResult Result { get; }

    /// <summary>The generated files by name.</summary>
    public ImmutableSortedDictionary<string, string> Files { get; }

    /// <summary>The sources together with the generated files.</summary>
    public Compilation Output => _output.Value;

    /// <summary>What the analyzer says about the sources, ordered by place.</summary>
    public ImmutableArray<Diagnostic> Misuses => _misuses.Value;

    /// <summary>
    /// What the compiler says: errors anywhere, and warnings in generated files, which must have none whatever the consumer's settings.
    /// </summary>
    public ImmutableArray<Diagnostic> CompilerProblems =>
        [.. Output.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error || (d.Severity == DiagnosticSeverity.Warning && IsGenerated(d)))];

    /// <summary>The generated file of a facet, for example <c>Nodes</c>, where there is one module.</summary>
    /// <exception cref="KeyNotFoundException">There is no such file, or there are several.</exception>
    public string Facet(string facet)
    {
        var files = Files.Where(f => f.Key.EndsWith($".{facet}.g.cs", StringComparison.Ordinal)).ToList();
        return files.Count == 1 ? files[0].Value : throw new KeyNotFoundException($"{files.Count} generated files hold the facet {facet}");
    }

    /// <summary>Replaces text in a file and runs the generator again.</summary>
    /// <param name="file">The file: its whole path, or the end of it if no other file ends so.</param>
    /// <param name="old">The text to replace; it must occur once.</param>
    /// <param name="replacement">What takes its place.</param>
    /// <exception cref="ArgumentException">There is no such file, or the text does not occur exactly once in it.</exception>
    public GeneratorRun Edit(string file, string old, string replacement)
    {
        ArgumentNullException.ThrowIfNull(old);
        var tree = Find(file);
        var text = tree.GetText();
        var content = text.ToString();
        var at = content.IndexOf(old, StringComparison.Ordinal);
        if (at < 0 || content.IndexOf(old, at + 1, StringComparison.Ordinal) >= 0)
            throw new ArgumentException($"'{old}' does not occur exactly once in {file}", nameof(old));
        return Rerun(Sources.ReplaceSyntaxTree(tree, tree.WithChangedText(text.WithChanges(new TextChange(new TextSpan(at, old.Length), replacement)))));
    }

    /// <summary>Adds a file and runs the generator again.</summary>
    public GeneratorRun Add(string file, string source) => Rerun(Sources.AddSyntaxTrees(ModuleCompiler.Parse(file, source, _setting.ParseOptions)));

    /// <summary>Why the outputs of a step are what they are, in order.</summary>
    /// <param name="step">The step's name.</param>
    public IReadOnlyList<IncrementalStepRunReason> Reasons(string step) =>
        Result.TrackedSteps.TryGetValue(step, out var runs) ? [.. runs.SelectMany(r => r.Outputs).Select(o => o.Reason)] : [];

    /// <summary>Why the generated files are what they are, in order.</summary>
    public IReadOnlyList<IncrementalStepRunReason> OutputReasons =>
        [.. Result.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(r => r.Outputs).Select(o => o.Reason)];

    /// <summary>Compiles the sources and the generated files, and loads the result.</summary>
    /// <exception cref="InvalidOperationException">They do not compile; the message has the compiler's first problems.</exception>
    public Assembly Load()
    {
        using var stream = new MemoryStream();
        var emitted = Output.Emit(stream);
        if (!emitted.Success)
        {
            throw new InvalidOperationException(string.Join(
                Environment.NewLine, emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(10).Select(d => d.ToString())));
        }

        return Assembly.Load(stream.ToArray());
    }

    /// <summary>The descriptors of the modules in the compiled sources, ordered by name.</summary>
    /// <exception cref="InvalidOperationException">The sources do not compile.</exception>
    public ImmutableArray<ModuleDescriptor> LoadModules()
    {
        var open = typeof(GeneratorRun).GetMethod(nameof(DescriptorOf), BindingFlags.Static | BindingFlags.NonPublic)!;
        return
        [
            .. Load().GetExportedTypes().Where(t => t.IsClass && typeof(IModuleClass).IsAssignableFrom(t))
                .Select(t => (ModuleDescriptor)open.MakeGenericMethod(t).Invoke(null, null)!)
                .OrderBy(m => m.Name, StringComparer.Ordinal),
        ];
    }

    private static ModuleDescriptor DescriptorOf<T>()
        where T : IModuleClass => T.Descriptor;

    private static bool IsGenerated(Diagnostic diagnostic) => diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true;

    private SyntaxTree Find(string file)
    {
        if (Sources.SyntaxTrees.FirstOrDefault(t => t.FilePath == file) is { } exact) return exact;
        var trees = Sources.SyntaxTrees.Where(t => t.FilePath.Replace('\\', '/').EndsWith("/" + file, StringComparison.Ordinal)).ToList();
        return trees.Count == 1 ? trees[0] : throw new ArgumentException($"{trees.Count} source files are named {file}", nameof(file));
    }

    private GeneratorRun Rerun(Compilation compilation) => new(Driver.RunGenerators(compilation), compilation, _setting, isEdit: true);
}
