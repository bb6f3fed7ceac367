using System.Text;
using Arc.Compiler.Tests.Support;
using Arc.Language.Binding;
using Arc.Sdk.Symbols;
using Arc.Sdk.Types;
using static Arc.Compiler.Tests.Support.Tree;

namespace Arc.Compiler.Tests.Linking;

/// <summary>Compile, then link: names from symbols, only what is used, imports before locals.</summary>
public sealed class LinkTests(NodeHost node) : IClassFixture<NodeHost>
{
    private static readonly Symbol Clamp = new("signal", "clamp")
    {
        WasmNamespace = "signal",
        Call = new CallSignature([new("x", new VariableType("T", TypeSet.Numeric)), new("lo", new VariableType("T", TypeSet.Numeric))], new VariableType("T", TypeSet.Numeric)),
    };

    private static readonly Symbol Now = new("time", "now") { WasmNamespace = "clock", Call = new CallSignature([], ArcType.TimeSpan) };

    [Fact]
    public void Imports_OnlyWhatIsUsed_InOrderOfFirstUse()
    {
        var x = Input("x", Primitive.F32);
        var program = Compile(
            Function("first", [], Primitive.I64, Return(Member(Now, Primitive.I64, Type(Primitive.I64)))),
            Function("second", [x], Primitive.F32,
                Do(Member(Now, Primitive.I64, Type(Primitive.I64))),
                Return(Member(Clamp, Primitive.F32, Type(Primitive.F32), Read(x), Read(x)))),
            Function("third", [], Primitive.I8, Return(Member(Clamp, Primitive.I8, Type(Primitive.I8), Const(Primitive.I8, 1), Const(Primitive.I8, 2)))));

        Assert.Equal(["clock.now", "signal.clamp_f32", "signal.clamp_i8"], program.Imports.Select(i => $"{i.Module}.{i.Name}"));
        Assert.Equal(["time.now", "signal.clamp", "signal.clamp"], program.Imports.Select(i => i.Member));
        Assert.Equal("signal.clamp_f32 (x f32, lo f32) -> f32", program.Imports[1].ToString());
        Assert.Equal([Primitive.F32], program.Imports[1].Suffixes.ToArray());
    }

    [Fact]
    public void PureProgram_ImportsNothing()
    {
        var x = Input("x", Primitive.F64);

        Assert.Empty(Compile(Function("f", [x], Primitive.F64, Return(Binary(BoundBinaryOperator.Modulo, Read(x), Const(2.0))))).Imports);
    }

    [NodeFact]
    public void CallOfALaterFunction_BesideImportsThatComeLater_IsPatchedToItsIndex()
    {
        var early = Function("early", [], Primitive.I64, Return(Add(Call("late", Type(Primitive.I64)), Member(Now, Primitive.I64, Type(Primitive.I64)))));
        var late = Function("late", [], Primitive.I64, Return(Add(Const(Primitive.I64, 40), Cast(Member(Clamp, Primitive.U8, Type(Primitive.U8), Const(Primitive.U8, 1), Const(Primitive.U8, 1)), Primitive.I64))));

        var answer = node.Run(Compile(early, late), [new NodeCall("early")], new() { ["clock.now"] = ["100"], ["signal.clamp_u8"] = ["2"] });

        Assert.Equal(142ul, answer.Results[0].Value);
    }

    [Fact]
    public void CodeAfterAReturn_NeverRuns_SoItImportsNothing()
    {
        var program = Compile(Function("f", [], Primitive.I64, Return(Const(Primitive.I64, 1)), Do(Member(Now, Primitive.I64, Type(Primitive.I64)))));

        Assert.Empty(program.Imports);
    }

    [Fact]
    public void CompilerPrimitive_WithANamespaceOfItsOwn_IsImportedFromThere()
    {
        var concat = new Symbol("string", "concat")
        {
            WasmNamespace = "strings",
            Call = new CallSignature([new("first", Type(Primitive.Str)), new("second", Type(Primitive.Str))], Type(Primitive.Str)),
            IsInternal = true,
        };
        var resolver = new ModuleResolver("string", new MapResolver([KeyValuePair.Create("concat", concat)]));
        var t = Input("t", Primitive.Str);
        var program = Compile(resolver, Function("f", [t], Primitive.Str, Return(Add(Read(t), Read(t)))));

        Assert.Equal("strings.concat (first str, second str) -> str", Assert.Single(program.Imports).ToString());
    }

    [WabtFact]
    public void Module_WithEveryKindOfSection_PassesTheReferenceValidator()
    {
        var program = Everything();
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, program.Wasm.ToArray());
            using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(Tool.Find("wasm-validate")!, [file]) { RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.Equal((0, ""), (process.ExitCode, errors));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [NodeFact]
    public void Exports_AreEveryFunctionOfTheProgramAndTheMemory()
    {
        var answer = node.Run(Everything(), []);

        Assert.Equal(["memory", "f", "fmt$fmt_0", "g"], answer.Exports);
    }

    [Fact]
    public void SameProgram_CompiledTwice_GivesTheSameBytes() =>
        Assert.Equal(Everything().Wasm.ToArray(), Everything().Wasm.ToArray());

    [Fact]
    public void NamesSection_HasFunctionsAndVariables()
    {
        var text = Encoding.UTF8.GetString(Everything().Wasm.Span);

        Assert.All(new[] { "arc.fmod", "fmt$fmt_0", "clock.now", "total", "limit" }, name => Assert.Contains(name, text, StringComparison.Ordinal));
    }

    [Fact]
    public void FunctionCalledMemory_IsACompilationError()
    {
        var error = Assert.Throws<CompilationException>(() => Compile(Function("memory", [], null)));

        Assert.Contains("'memory'", error.Message, StringComparison.Ordinal);
    }

    private static CompiledProgram Everything()
    {
        var (x, total, i, y) = (Input("x", Primitive.F64), Local("total", Primitive.F64), Loop("i", Primitive.I64), Output("y", Type(Primitive.F64)));
        return Compile(
            Function("f", [x], Primitive.F64,
                Declare(total, Const(0)),
                Range(i, null, Const(Primitive.I64, 5), null, Assign(total, Add(Read(total), Binary(BoundBinaryOperator.Modulo, Read(x), Cast(Read(i), Primitive.F64))))),
                Return(Read(total))),
            Function("fmt$fmt_0", [], Primitive.Str, Return(new BoundFormat([new("t=", null, null), new(null, Member(Now, Primitive.I64, Type(Primitive.I64)), null)], default))),
            WithOutputs("g", [x], [y], Assign(y, Read(x))));
    }
}
