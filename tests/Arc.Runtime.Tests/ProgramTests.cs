using Arc.Compiler.Contracts;
using Arc.Runtime.Tests.Support;
using Arc.Sdk.Modules;
using Arc.Stl;

namespace Arc.Runtime.Tests;

/// <summary>Compiling and linking whole programs.</summary>
public sealed class ProgramTests
{
    [Fact]
    public void SourceWithErrors_GivesDiagnosticsAndNoProgram()
    {
        var compilation = ArcProgram.Compile("func f() i64 { return \"x\" }", new ArcOptions { FileName = "a.arc" });

        Assert.False(compilation.Success);
        Assert.Contains(compilation.Diagnostics, d => d.IsError);
        Assert.StartsWith("a.arc:1:", Assert.Throws<ArcCompilationException>(compilation.ProgramOrThrow).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Imports_OnlyWhatTheProgramUses()
    {
        using var program = Run.Program("import math func f(x f32, s series i16) f32 { return math.sqrt(x) + f32(len(s)) }");

        Assert.Equal(["math.sqrt_f32", "series.len"], program.Compiled.Imports.Select(i => $"{i.Module}.{i.Name}"));
    }

    [Fact]
    public void ContractJson_IsStableAndComplete()
    {
        using var program = Run.Program("import math func f(x f64) (a f64, b u8) { a = math.sqrt(x) b = 1 }");

        var json = ContractWriter.Write(program.Compiled);

        using var document = System.Text.Json.JsonDocument.Parse(json);
        var import = Assert.Single(document.RootElement.GetProperty("imports").EnumerateArray());
        Assert.Equal("math.sqrt", import.GetProperty("member").GetString());
        Assert.Equal("f64", import.GetProperty("suffixes")[0].GetString());
        Assert.Equal("f64", import.GetProperty("params")[0].GetProperty("wasm").GetString());
        var function = Assert.Single(document.RootElement.GetProperty("functions").EnumerateArray());
        Assert.Equal(0, function.GetProperty("output_memory").GetProperty("base").GetInt32());
        Assert.DoesNotContain('\r', json);
    }

    [Fact]
    public void ContractOfTheStandardLibrary_HasEveryCompilerPrimitive()
    {
        var names = ModuleSetContract.Of(ModuleSet.Standard).Select(i => $"{i.Module}.{i.Name}").ToHashSet();

        Assert.All(
            new[]
            {
                "channel.read_f64", "channel.write_str", "state.load_i8", "state.store_series_u16", "op.series_series_add_i32", "op.series_element_rsub_f32",
                "op.series_compare_gt_scalar_u8", "op.series_negate_f64", "op.series_not_u8", "series.create_empty_str", "series.get_f64", "series.put_u8", "series.len",
                "series.slice", "string.from_literal", "string.from_u32", "string.format_f64", "string.format_str", "math.pow_u8", "error.panic", "time.now",
            },
            name => Assert.Contains(name, names));
    }
}
