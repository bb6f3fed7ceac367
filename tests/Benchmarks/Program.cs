using Benchmarks.Generation;
using Benchmarks.Measuring;

var edits = new GeneratorEdit();
foreach (var line in new Comparison("generator, 1,000 methods", 1, edits.BodyEdit(), edits.SignatureEdit(), edits.ColdRun()).Run()) Console.WriteLine(line);
