using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Benchmarks.Measuring;

/// <summary>V8 on the same bytes: a Node.js child that answers one call a line and measures it itself.</summary>
internal sealed class NodeProcess : IDisposable
{
    // Imports are the host functions of the kernels, written in JavaScript.
    private const string Script = """
        const fs = require('fs');
        const clamp = (x, lo, hi) => x < lo ? lo : x > hi ? hi : x;
        const imports = new Proxy({}, { get: () => new Proxy({}, { get: (_, name) => name.startsWith('clamp') ? clamp : () => 0 }) });
        const module = new WebAssembly.Module(fs.readFileSync(process.argv[1]));
        const wanted = {};
        for (const i of WebAssembly.Module.imports(module)) (wanted[i.module] ??= {})[i.name] = imports[i.module][i.name];
        const { exports } = new WebAssembly.Instance(module, wanted);
        require('readline').createInterface({ input: process.stdin }).on('line', line => {
          const { f, args } = JSON.parse(line);
          const values = args.map(a => a.i64 !== undefined ? BigInt(a.i64) : a.n);
          const start = process.hrtime.bigint();
          const result = exports[f](...values);
          const time = Number(process.hrtime.bigint() - start) / 1e6;
          console.log(JSON.stringify({ result: String(result), time }));
        });
        """;

    private readonly Process _process;
    private readonly string _file;

    private NodeProcess(Process process, string file)
    {
        _process = process;
        _file = file;
    }

    /// <summary>Starts Node.js on a module; null if it is not installed.</summary>
    public static NodeProcess? Start(ReadOnlySpan<byte> wasm)
    {
        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, wasm);
        try
        {
            var start = new ProcessStartInfo("node", ["-e", Script, file]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
            return new NodeProcess(Process.Start(start)!, file);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            File.Delete(file);
            return null;
        }
    }

    public Contender Call(string function, params object[] arguments) => new("V8", () =>
    {
        var values = arguments.Select(a => a is long number ? $"{{\"i64\":\"{number}\"}}" : string.Create(CultureInfo.InvariantCulture, $"{{\"n\":{a}}}"));
        _process.StandardInput.WriteLine($"{{\"f\":\"{function}\",\"args\":[{string.Join(',', values)}]}}");
        var line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("Node.js ended");
        using var answer = JsonDocument.Parse(line);
        return new Sample(answer.RootElement.GetProperty("result").GetString()!, answer.RootElement.GetProperty("time").GetDouble(), -1);
    });

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit(5000);
        _process.Dispose();
        File.Delete(_file);
    }
}
