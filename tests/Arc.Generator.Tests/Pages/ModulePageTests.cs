using Arc.Generator.Validation;
using Arc.Sdk.Testing;
using Microsoft.CodeAnalysis;

namespace Arc.Generator.Tests.Pages;

/// <summary>Every rule for module authors has a page, and the compiler says of its examples what the page says.</summary>
public class ModulePageTests
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Numerics;
        global using System.Threading.Tasks;
        global using Arc.Sdk;
        global using Arc.Sdk.Modules;
        """;

    public static TheoryData<string> Ids => [.. DiagnosticPage.All("ARCG").Select(static p => p.Code)];

    [Fact]
    public void Pages_AreThoseOfTheRules() =>
        Assert.Equal(Rules.All.Select(static r => r.Id), DiagnosticPage.All("ARCG").Select(static p => p.Code));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_QuotesTheCompilerOnEveryWrongModule(string id)
    {
        var page = DiagnosticPage.Of(id);
        var messages = new List<string>();
        foreach (var example in page.Examples)
        {
            var misuses = Compile(example.Wrong).Misuses;
            Assert.Equal([id], misuses.Select(static m => m.Id).Distinct());
            messages.Add(string.Join('\n', misuses.Select(static m => m.ToString())));
        }

        var rule = Rules.All.Single(r => r.Id == id);
        var title = rule.Title.ToString(System.Globalization.CultureInfo.InvariantCulture);
        PageFile.Match(page, page.With(title, rule.DefaultSeverity.ToString().ToLowerInvariant(), messages));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_RightModules_CompileWithoutAWord(string id)
    {
        foreach (var example in DiagnosticPage.Of(id).Examples)
        {
            var run = Compile(example.Right);
            Assert.Empty(run.Misuses);
            Assert.Empty(run.Output.GetDiagnostics().Where(static d => d.Severity is DiagnosticSeverity.Error or DiagnosticSeverity.Warning));
        }
    }

    private static GeneratorRun Compile(string example) => ModuleCompiler.Run([new("Module.cs", example), new("Usings.cs", Usings)]);
}
