using System.Runtime.CompilerServices;
using Arc.Generator;
using Arc.Generator.Model;
using Microsoft.CodeAnalysis;

namespace Arc.Sdk.Testing;

public sealed partial class GeneratorRun
{
    /// <summary>
    /// Compares everything that came of the sources with the files in <c>_snapshots</c> beside the test:
    /// <list type="bullet">
    /// <item><c>Class.Method#File.verified.cs</c>: each generated file, behind a line with its name;</item>
    /// <item><c>Class.Method#module.verified.txt</c> and <c>Class.Method#module.member.verified.txt</c>: the contract of each module and
    /// member as its users see it: call form with its WebAssembly imports, node form, synchronous form, documentation;</item>
    /// <item><c>Class.Method.verified.txt</c>: the diagnostics, if there are any.</item>
    /// </list>
    /// Snapshots of the same test that nothing produced are unused and reported, too.
    /// </summary>
    /// <param name="parameter">The parameter of a test with several cases; it becomes a part of the names. Several are given as one text such as <c>$"type={type}_size={size}"</c>.</param>
    /// <param name="expression">How the parameter was written; filled in by the compiler.</param>
    /// <param name="caller">The test's source file; filled in by the compiler.</param>
    /// <param name="member">The test's method; filled in by the compiler.</param>
    /// <exception cref="SnapshotException">Anything differs, is new or is unused; the message has all of it. <see cref="Snapshot.AcceptVariable"/> accepts it.</exception>
    /// <exception cref="DirectoryNotFoundException">The test's source folder is not on this machine.</exception>
    public void MatchSnapshots(
        object? parameter = null, [CallerArgumentExpression(nameof(parameter))] string? expression = null, [CallerFilePath] string caller = "", [CallerMemberName] string member = "")
    {
        var test = TestName.Of(caller, member, parameter, expression);
        var texts = new List<SnapshotText>();
        if (Diagnostics is { Count: > 0 } diagnostics) texts.Add(new SnapshotText("", "txt", DiagnosticText.Write(diagnostics, _setting.Folder)));
        foreach (var module in Models)
        {
            texts.Add(new SnapshotText(module.ArcName, "txt", ContractText.Write(module)));
            texts.AddRange(module.Symbols.Select(symbol => new SnapshotText($"{module.ArcName}.{symbol.ArcName}", "txt", ContractText.Write(module, symbol))));
        }

        texts.AddRange(Files.Select(file => new SnapshotText(Path.GetFileNameWithoutExtension(file.Key), "cs", $"//HintName: {file.Key}\n{file.Value}")));
        SnapshotFolder.Compare(test, texts);
    }

    /// <summary>The models of the modules, ordered by name.</summary>
    internal IEnumerable<ModuleModel> Models =>
        Result.TrackedSteps.TryGetValue(Steps.ReadModules, out var steps)
            ? steps.SelectMany(s => s.Outputs).Where(o => o.Reason != IncrementalStepRunReason.Removed).Select(o => o.Value).OfType<ModuleModel>().Where(m => m.IsUsable).OrderBy(m => m.ArcName, StringComparer.Ordinal)
            : [];

    /// <summary>The contracts of all members.</summary>
    internal IEnumerable<SymbolContract> Contracts => Models.SelectMany(m => m.Symbols.Select(s => new SymbolContract(m, s)));

    private List<Diagnostic> Diagnostics => [.. Result.Diagnostics, .. Misuses];
}
