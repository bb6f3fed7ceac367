using System.Diagnostics;
using System.Reflection;
using Arc.Cases;
using Arc.Runtime;
using Arc.Sdk.Modules;
using Arc.Stl;

namespace Conformance;

/// <summary>Every module that the compiler emits for the cases, judged by strangers.</summary>
public sealed class EmittedModuleTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("arc-emitted-");

    [ToolFact("wasm-validate")]
    public void EveryModule_PassesWasmValidate()
    {
        Assert.All(Emit(), file => Assert.Equal("", Run("wasm-validate", file)));
    }

    [ToolFact("node")]
    public void EveryModule_PassesV8()
    {
        const string script = """
            const fs = require('fs');
            for (const name of fs.readdirSync('.')) if (!WebAssembly.validate(fs.readFileSync(name))) console.error(name);
            """;
        Emit();

        Assert.Equal("", Run("node", "-e", script));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private List<string> Emit()
    {
        var folder = Path.Combine(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!, "cases");
        var files = new List<string>();
        foreach (var item in Directory.EnumerateFiles(folder, "*.jsonl").SelectMany(CaseFile.Read).Where(static c => c.Source is not null))
        {
            using var program = ArcProgram.Compile(item.Source!, new ArcOptions { Modules = ModuleSet.Standard, Channels = [.. item.Channels] }).Program;
            if (program is null) continue;
            files.Add(Path.Combine(_folder.FullName, $"{item.Id}.wasm"));
            File.WriteAllBytes(files[^1], program.Compiled.Wasm.Span);
        }

        Assert.True(files.Count > 300, $"only {files.Count} cases compile");
        return files;
    }

    /// <summary>Runs a tool in the folder of modules; gives what it complained about.</summary>
    private string Run(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments) { RedirectStandardError = true, WorkingDirectory = _folder.FullName };
        using var process = Process.Start(start)!;
        var complaints = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? complaints : $"exit code {process.ExitCode}: {complaints}";
    }
}
