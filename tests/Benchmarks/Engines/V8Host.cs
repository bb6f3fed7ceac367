using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Benchmarks.Measuring;

namespace Benchmarks.Engines;

/// <summary>V8 on the same bytes: a Node.js child that holds the modules, answers one request a line and measures it itself.</summary>
internal sealed class V8Host : IDisposable
{
    // Host functions of the kernels in JavaScript: one static, two on state. Reading strings and series has no counterpart here.
    private const string Script = """
        const fs = require('fs');
        const state = new Map();
        const host = {
          clamp_f64: (x, lo, hi) => x < lo ? lo : x > hi ? hi : x,
          load_i64: (id, init) => { if (!state.has(id)) state.set(id, init); return state.get(id); },
          store_i64: (id, value) => { state.set(id, value); },
        };
        const bytes = process.argv.slice(1).map(f => fs.readFileSync(f));
        const modules = bytes.map(b => new WebAssembly.Module(b));
        const instantiate = module => {
          const wanted = {};
          for (const i of WebAssembly.Module.imports(module)) (wanted[i.module] ??= {})[i.name] = host[i.name] ?? (() => 0);
          return new WebAssembly.Instance(module, wanted).exports;
        };
        const exported = modules.map(instantiate);
        require('readline').createInterface({ input: process.stdin }).on('line', line => {
          const { m, f, args, repeat } = JSON.parse(line);
          const values = args.map(a => a.i64 !== undefined ? BigInt(a.i64) : a.n);
          const call = exported[m][f];
          let result = 0;
          const start = process.hrtime.bigint();
          if (f === '$compile') for (let i = 0; i < repeat; i++) new WebAssembly.Module(bytes[m]);
          else if (f === '$instantiate') for (let i = 0; i < repeat; i++) instantiate(modules[m]);
          else if (repeat) for (let i = 0; i < repeat; i++) result = call(result) + 1;
          else result = call(...values);
          const time = Number(process.hrtime.bigint() - start) / 1e6;
          console.log(JSON.stringify({ result: String(result), time }));
        });
        """;

    private readonly Process _process;
    private readonly string[] _files;

    private V8Host(Process process, string[] files)
    {
        _process = process;
        _files = files;
    }

    /// <summary>Starts Node.js on some modules; null if it is not installed.</summary>
    public static V8Host? Start(params byte[][] modules)
    {
        var files = modules.Select(module =>
        {
            var file = Path.GetTempFileName();
            File.WriteAllBytes(file, module);
            return file;
        }).ToArray();
        try
        {
            var start = new ProcessStartInfo("node", ["-e", Script, .. files]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
            return new V8Host(Process.Start(start)!, files);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            foreach (var file in files) File.Delete(file);
            return null;
        }
    }

    /// <summary>A call of a function.</summary>
    public Contender Call(int module, string function, params object[] arguments) => Request(module, function, 0, arguments);

    /// <summary>The same request many times over; <c>$compile</c> and <c>$instantiate</c> do what they say.</summary>
    public Contender Repeat(int module, string function, int times) => Request(module, function, times);

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit(5000);
        _process.Dispose();
        foreach (var file in _files) File.Delete(file);
    }

    private Contender Request(int module, string function, int repeat, params object[] arguments) => new("V8", () =>
    {
        var values = arguments.Select(a => a is long number ? $"{{\"i64\":\"{number}\"}}" : string.Create(CultureInfo.InvariantCulture, $"{{\"n\":{a}}}"));
        _process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{{\"m\":{module},\"f\":\"{function}\",\"repeat\":{repeat},\"args\":[{string.Join(',', values)}]}}"));
        var line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("Node.js ended");
        using var answer = JsonDocument.Parse(line);
        return new Sample(answer.RootElement.GetProperty("result").GetString()!, answer.RootElement.GetProperty("time").GetDouble(), -1);
    });
}
