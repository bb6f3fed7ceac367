using System.Diagnostics;
using Arc.Compiler.Tests.Support;
using Arc.Language.Analysis;
using Arc.Language.Syntax;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;
using Arc.Stl;

namespace Arc.Compiler.Tests;

/// <summary>What the analyzer produces from source compiles to modules that two other validators accept.</summary>
public sealed class SourceTests(NodeHost node) : IClassFixture<NodeHost>
{
    public static TheoryData<string> Programs =>
    [
        "func f() { }",
        "func f(a i8, b u16, c f32, d u64) f64 { return f64(a) + f64(b) * f64(c) - f64(d) % 3 }",
        "func f(s str) str { if s == \"\" { return \"empty\" } return f\"{s:q}{len(s)}\" + s[1:] + str(s[0]) }",
        "func f(s series i16) series i16 { s[0] = 3 s[1] *= 2 t := s + 1 for i, x := t { t[i] = x - s[i] } return -t[1:] }",
        "func f(a series f32, b f32) series u8 { return b < a }",
        "func f(s series str) i64 { s[0] += \"x\" n := 0 for x := s { n += len(x) } return n }",
        "func f(n u64) (a u8, b f64, c str, d series i64) { a = u8(n) if n > 3 { b = 1.5 return } c = \"c\" d = [1, 2] }",
        "func f() f64 { x $= 1.5 s $= \"a\" h $= [1, 2] h[0] += 1 s += \"b\" x = x * 2 return x + f64(len(s) + h[0]) }",
        "func f(c chan f64) { x := c x = x + q q = c p = 2 }",
        "func f(n i32) i32 { s i32 := 0 for i := range(n, 0, -2) { if i == 4 { continue } if i < 0 { break } s += i } for { s += 1 if s > 100 { break } } return s }",
        "import math import time func f(x f64) i64 { if math.sqrt(x) ^ 2 > 1 and not u8(x) or x < 0 { return time.now() } return -1 }",
        "func even(n i64) u8 { if n == 0 { return 1 } return odd(n - 1) } func odd(n i64) u8 { if n == 0 { return 0 } return even(n - 1) }",
        "k := 5s func f{gain f64 = 2.5}(t i64 ns = 1ms) f64 km { x f64 km := 3 y f64 m := x return y * gain + f64(t + k) }",
    ];

    [NodeTheory]
    [MemberData(nameof(Programs))]
    public void Program_Compiled_IsAcceptedByV8AndByTheReferenceValidator(string source)
    {
        var program = CompileSource(source);

        node.Run(program, []);
        if (Tool.Find("wasm-validate") is { } validator) Assert.Equal("", Validate(validator, program.Wasm));
    }

    private static CompiledProgram CompileSource(string source)
    {
        var channels = new ChannelCatalog([new ChannelInfo(1, "p", ArcType.Of(Primitive.F64)), new ChannelInfo(2, "q", ArcType.Of(Primitive.F64))]);
        var analysis = ArcAnalyzer.Analyze(new SourceText(source), new AnalysisOptions { Modules = ModuleSet.Standard, Channels = channels });
        Assert.True(analysis.Success, string.Join('\n', analysis.Diagnostics));
        return ProgramCompiler.Compile(analysis.Program!, Tree.EmptyIr, ModuleSet.Standard.Symbols);
    }

    private static string Validate(string validator, ReadOnlyMemory<byte> wasm)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, wasm.Span);
            using var process = Process.Start(new ProcessStartInfo(validator, [file]) { RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return errors;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
