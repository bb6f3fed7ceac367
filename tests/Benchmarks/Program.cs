using System.Globalization;
using BenchmarkDotNet.Running;
using Benchmarks.Dataflow;
using Benchmarks.Engines;
using Benchmarks.Generation;
using Benchmarks.Kernels;
using Benchmarks.Measuring;
using Benchmarks.Micro;

// `Benchmarks` prints the table of the README: every way to do the same work, interleaved in one run, with ratios.
// `Benchmarks engines [WHAT]` compares the WebAssembly engines with each other, with V8 and with C#.
// `Benchmarks dataflow [WHAT]` measures nodes, compiled functions in flows and loading, beside TPL Dataflow.
// `Benchmarks profile WHAT SECONDS` repeats some of them, for a profiler, and gives the best time of each.
// `Benchmarks loop [SECONDS]` runs a control loop at 1 kHz beside an empty one.
// `Benchmarks rows [ROWS]` runs a program over a long recording and looks at its memory.
// `Benchmarks generator [WHAT]` measures what an edit costs the generator and the analyzer.
// `Benchmarks kernels` leaves the generator out.
// `Benchmarks micro` measures calls across the boundary with BenchmarkDotNet.
if (args is ["micro", ..])
{
    BenchmarkSwitcher.FromTypes([typeof(CallBenchmarks)]).RunAllJoined();
    return 0;
}

if (args is ["engines", ..])
{
    Console.WriteLine("| What | Who | Per operation | Ratio | At best | Ratio | Bytes |");
    Console.WriteLine("|---|---|---|---|---|---|---|");
    using var engines = new EngineComparisons();
    foreach (var comparison in engines.All().Where(c => args.Length < 2 || c.Name.Contains(args[1], StringComparison.OrdinalIgnoreCase))) Print(comparison);
    return 0;
}

if (args is ["profile", var what, var seconds])
{
    foreach (var comparison in DataflowComparisons.All().Where(c => c.Name.Contains(what, StringComparison.OrdinalIgnoreCase)))
        Console.WriteLine($"{comparison.Name}: at best {comparison.Repeat(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)))}");
    return 0;
}

if (args is ["loop", ..])
{
    ControlLoop.Run(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10);
    return 0;
}

if (args is ["rows", ..])
{
    await ManyRows.RunAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1_000_000);
    return 0;
}

if (args is ["dataflow", ..])
{
    Console.WriteLine("| What | Who | Per operation | Ratio | At best | Ratio | Bytes |");
    Console.WriteLine("|---|---|---|---|---|---|---|");
    foreach (var comparison in DataflowComparisons.All().Where(c => args.Length < 2 || c.Name.Contains(args[1], StringComparison.OrdinalIgnoreCase))) Print(comparison);
    return 0;
}

if (args is ["generator", ..])
{
    Console.WriteLine("| What | Who | Per operation | Ratio | At best | Ratio | Bytes |");
    Console.WriteLine("|---|---|---|---|---|---|---|");
    PrintGenerator(args.Length > 1 ? args[1] : "");
    return 0;
}

using var guest = new GuestKernels();
using var node = NodeProcess.Start(guest.Wasm);
Func<double, double> identity = static x => x;

Console.WriteLine("| What | Who | Per operation | Ratio | At best | Ratio | Bytes |");
Console.WriteLine("|---|---|---|---|---|---|---|");
Print(new Comparison("fib(30)", 1, WithNode("fib", [30],
    Measure.InProcess("C#", () => CSharpKernels.Fib(30)), Measure.InProcess("Arc, managed engine", () => guest.Fib(30)))));
Print(new Comparison("mandelbrot 200 x 200", 1, WithNode("mandelbrot", [200, 200],
    Measure.InProcess("C#", () => CSharpKernels.Mandelbrot(200, 200)), Measure.InProcess("Arc, managed engine", () => guest.Mandelbrot(200, 200)))));
Print(new Comparison("collatz to 100,000", 1, WithNode("collatz", [100_000L],
    Measure.InProcess("C#", () => CSharpKernels.Collatz(100_000)), Measure.InProcess("Arc, managed engine", () => guest.Collatz(100_000)))));
Print(new Comparison("host call, a loop of a million", 1e6, WithNode("host_calls", [1_000_000L],
    Measure.InProcess("C#", () => CSharpKernels.HostCalls(1_000_000)), Measure.InProcess("Arc, managed engine", () => guest.HostCalls(1_000_000)))));
Print(new Comparison("call into WASM, a million", 1e6,
    Measure.InProcess("C# delegate", () => Repeat(identity)), Measure.InProcess("Arc, managed engine", () => Repeat(guest.Identity))));
foreach (var comparison in LanguageComparisons.Of(guest)) Print(comparison);
if (args is ["kernels", ..]) return 0;

PrintGenerator("");
return 0;

Contender[] WithNode(string function, object[] arguments, params Contender[] contenders) =>
    node is null ? contenders : [.. contenders, node.Call(function, arguments)];

// Each has a project of its own, so that no edit takes back another's.
static void PrintGenerator(string what)
{
    foreach (var make in new Func<Comparison>[]
    {
        static () => new Comparison("generator, ten modules of 100 methods", 1, new GeneratorEdit().ColdRun(), new GeneratorEdit().BodyEdit(), new GeneratorEdit().SignatureEdit()),
        static () => new Comparison("analyzer, ten modules of 100 methods", 1, new GeneratorEdit().AnalyzerBodyEdit(), new GeneratorEdit().AnalyzerSignatureEdit()),
        static () => new Comparison("stages of a signature edit in one of them", 1, new GeneratorEdit().Stages()),
        static () => new Comparison("generator, one module of 1,000 methods", 1, new GeneratorEdit(1).ColdRun(), new GeneratorEdit(1).BodyEdit(), new GeneratorEdit(1).SignatureEdit()),
        static () => new Comparison(
            "analyzer, one module of 1,000 methods", 1,
            new GeneratorEdit(1).PassWithoutWork(), new GeneratorEdit(1).PassOverEditedFile(), new GeneratorEdit(1).AnalyzerBodyEdit()),
    })
    {
        var comparison = make();
        if (comparison.Name.Contains(what, StringComparison.OrdinalIgnoreCase)) Print(comparison);
    }
}

static void Print(Comparison comparison)
{
    foreach (var line in comparison.Run()) Console.WriteLine(line);
}

static double Repeat(Func<double, double> function)
{
    var x = 0.0;
    for (var i = 0; i < 1_000_000; i++) x = function(x) + 1;
    return x;
}
