using System.Text.Json;
using System.Text.RegularExpressions;
using Arc.Cli.Tests.Commands;
using static Arc.Cli.Tests.Explaining.Explained;

namespace Arc.Cli.Tests.Explaining;

/// <summary>The five questions (seed Q6), each answered with a file and a line that really has what is said.</summary>
public sealed class ExplainCommandTests : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Primitive_IsTracedFromTheCompilerToItsBody()
    {
        var explained = Of(_shell, "series.create_empty_f64");
        AssertAt(explained.Type.GetProperty("declarations")[0], "stl/Arc.Stl/SeriesModule.cs", "public Series<T> CreateEmpty<T>(uint length)");
        AssertAt(explained.Type.GetProperty("symbol"), "Arc.Stl.SeriesModule.Descriptor.g.cs", "Symbol CreateCreateEmpty()");
        Assert.Equal("(length u32) -> series T", explained.Type.GetProperty("call").GetString());
        Assert.Contains("programs cannot write that", explained.Type.GetProperty("names")[0].GetString(), StringComparison.Ordinal);

        var steps = explained.Import.GetProperty("steps");
        AssertAt(Step(steps, "HostCalls.CreateSeries"), "runtime/Arc.Compiler/Emission/HostCalls.cs", "public int CreateSeries(");
        AssertAt(Step(steps, "FunctionEmitter.EmitSeriesLiteral"), "runtime/Arc.Compiler/Emission/FunctionEmitter.Series.cs", "_calls.CreateSeries(");
        var specialisation = explained.Specialisation("create_empty_f64");
        Assert.Equal("i32", specialisation.GetProperty("params")[0].GetString());
        AssertAt(specialisation.GetProperty("registered"), "Arc.Stl.SeriesModule.Bindings.g.cs", "linker.Define(\"series\", \"create_empty_f64\", ");
        Assert.Equal("(import \"series\" \"create_empty_f64\" (func (param i32) (result i32)))", explained.Import.GetProperty("example").GetProperty("import").GetString());

        AssertAt(specialisation.GetProperty("wrapper"), "Arc.Stl.SeriesModule.Bindings.g.cs", "public int CreateEmpty_f64(int length)");
        AssertAt(explained.Root.GetProperty("linking")[0].GetProperty("place"), "sdk/Arc.Sdk/Modules/ModuleInstances.cs", "public void Bind(");
        AssertAt(explained.Root.GetProperty("linking")[1].GetProperty("place"), "Arc.Stl.SeriesModule.Bindings.g.cs", "IModule.Bind(");
        Assert.Equal("SeriesModule.CreateEmpty<double>", specialisation.GetProperty("calls").GetString());
        AssertAt(explained.Code[0].GetProperty("declaration"), "stl/Arc.Stl/SeriesModule.cs", "CreateEmpty<T>(uint length)");

        Assert.Equal("create_empty_f64", explained.Contract.GetProperty("json").GetProperty("name").GetString());
        Assert.Contains("create-empty-f64", explained.Contract.GetProperty("wit").GetString(), StringComparison.Ordinal);
        Assert.Contains("series store", explained.Contract.GetProperty("values")[1].GetProperty("boundary").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, explained.Node.ValueKind);
    }

    [Fact]
    public void NodeOnlyMember_HasNoImport_AndIsTracedToItsExecute()
    {
        var explained = Of(_shell, "set_authority");
        AssertAt(Assert.Single(explained.Type.GetProperty("declarations").EnumerateArray()), "stl/Arc.Stl/ControlModule.cs", "public sealed partial class SetAuthority<T>");
        AssertAt(explained.Type.GetProperty("symbol"), "Arc.Stl.ControlModule.Descriptor.g.cs", "CreateSetAuthority()");
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null, 0), (explained.Import.ValueKind, explained.Contract.ValueKind, explained.Code.GetArrayLength()));

        var made = Assert.Single(explained.Node.GetProperty("classes").EnumerateArray());
        AssertAt(made.GetProperty("class"), "Arc.Stl.ControlModule.Nodes.g.cs", "class SetAuthorityHost<T>");
        AssertAt(made.GetProperty("execute"), "Arc.Stl.ControlModule.Nodes.g.cs", "override void Execute(");
        AssertAt(made.GetProperty("body"), "stl/Arc.Stl/ControlModule.cs", "public void Execute(ref NodeContext node)");
        Assert.Equal(11, made.GetProperty("serves").GetArrayLength());
        Assert.Equal(["value", "channel"], explained.Node.GetProperty("config").EnumerateArray().Select(c => c.GetProperty("name").GetString()));
        Assert.Equal(2, explained.Node.GetProperty("wakes").GetArrayLength());
        var state = Assert.Single(explained.Node.GetProperty("state").EnumerateArray());
        Assert.Equal(("_isDone", "bool"), (state.GetProperty("name").GetString(), state.GetProperty("type").GetString()));
        AssertAt(state.GetProperty("saved"), "Arc.Stl.ControlModule.Nodes.g.cs", "void SaveFields(");
        AssertAt(explained.Node.GetProperty("reset").GetProperty("place"), "Arc.Stl.ControlModule.Nodes.g.cs", "override void Reset() => _node = Create();");
    }

    [Fact]
    public void MemberWithTwoForms_SaysHowTheyDiffer()
    {
        var explained = Of(_shell, "math.clamp");
        AssertAt(explained.Type.GetProperty("declarations")[0], "stl/Arc.Stl/MathModule.cs", "public static T Clamp<T>(T x, [Config] T lo, [Config] T hi)");
        Assert.Equal("(x T, lo T, hi T) -> T", explained.Type.GetProperty("call").GetString());
        Assert.Equal("{lo T, hi T}(x T) -> (output T)", explained.Type.GetProperty("flow").GetString());
        AssertAt(explained.Specialisation("clamp_u8").GetProperty("registered"), "Arc.Stl.MathModule.Bindings.g.cs", "\"clamp_u8\"");
        AssertAt(explained.Specialisation("clamp_u8").GetProperty("wrapper"), "Arc.Stl.MathModule.Bindings.g.cs", "public static int Clamp_u8(int x, int lo, int hi)");
        AssertAt(explained.Code[0].GetProperty("declaration"), "stl/Arc.Stl/MathModule.cs", "T Clamp<T>(");
        AssertAt(Assert.Single(explained.Node.GetProperty("classes").EnumerateArray()).GetProperty("class"), "Arc.Stl.MathModule.Nodes.g.cs", "class ClampNode<T>");
        AssertAt(explained.Node.GetProperty("check"), "stl/Arc.Stl/MathModule.cs", "string? CheckClamp(");
        AssertAt(Step(explained.Node.GetProperty("steps"), "MathModule.CreateClamp"), "Arc.Stl.MathModule.Nodes.g.cs", "CreateClamp(");
        var differences = string.Join('\n', explained.Node.GetProperty("differences").EnumerateArray());
        Assert.Contains("checked against the call signature", differences, StringComparison.Ordinal);
        Assert.Contains("never uses an import", differences, StringComparison.Ordinal);
        Assert.Contains("for each sample", differences, StringComparison.Ordinal);
        Assert.Contains("lo, hi: an argument of each call, but config of the node", differences, StringComparison.Ordinal);
    }

    [Fact]
    public void DocumentedExceptions_AreNamed()
    {
        var exception = Assert.Single(Of(_shell, "series.get").Contract.GetProperty("exceptions").EnumerateArray());
        Assert.Equal(("ArgumentOutOfRangeException", "There is no such element."), (exception.GetProperty("type").GetString(), exception.GetProperty("when").GetString()));
    }

    [Theory]
    [InlineData("channel.read_i16", "read_i16", "sign")]
    [InlineData("channel.read_u8", "read_u8", "zero")]
    public void NameOfAnImport_ChoosesWhatIsShown(string name, string shown, string extension)
    {
        var explained = Of(_shell, name);
        Assert.Equal(shown, explained.Contract.GetProperty("json").GetProperty("name").GetString());
        Assert.Contains($"\"{shown}\"", explained.Import.GetProperty("example").GetProperty("import").GetString(), StringComparison.Ordinal);
        Assert.Equal($"{extension}-extended to 32 bits", explained.Contract.GetProperty("values")[1].GetProperty("boundary").GetString());
    }

    [Fact]
    public void Trap_ReadsAsExplained()
    {
        var trap = Of(_shell, "math.clamp").Contract.GetProperty("traps")[0].GetString()!;
        var prefix = Regex.Match(trap, "\"(.*?)<").Groups[1].Value;
        var program = _shell.File("clamp.arc", "import math\nfunc f(x f64) f64 { return math.clamp(x, 9.0, 3.0) }");
        Assert.Contains($"trapped: {prefix}lo (9) is greater", _shell.Run("call", program, "f", "1").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void FormsWithBodiesOfTheirOwn_AreBothDeclared()
    {
        var declarations = Of(_shell, "math.min").Type.GetProperty("declarations");
        AssertAt(declarations[0], "stl/Arc.Stl/MathModule.cs", "public static T Min<T>(T a, T b)");
        AssertAt(declarations[1], "stl/Arc.Stl/MathModule.Statistics.cs", "partial class Minimum<T>");
    }

    [Fact]
    public void SeveralBodiesUnderOneName_SayWhichTypesEachServes()
    {
        var code = Of(_shell, "math.pow").Code;
        AssertAt(code[0].GetProperty("declaration"), "stl/Arc.Stl/MathModule.cs", "PowInteger<T>(");
        AssertAt(code[1].GetProperty("declaration"), "stl/Arc.Stl/MathModule.cs", "PowFloat<T>(");
        Assert.Equal(["u8 u16 u32 u64 i8 i16 i32 i64", "f32 f64"], code.EnumerateArray().Select(c => string.Join(' ', c.GetProperty("serves").EnumerateArray())));
    }

    [Fact]
    public void ThirdPartysMember_IsExplainedLikeTheStandardLibrarys()
    {
        var explained = Of(_shell, "signal.clamp", "--modules", SignalAssembly);
        AssertAt(explained.Type.GetProperty("declarations")[0], "tests/Arc.ThirdParty/SignalModule.cs", "public static T Clamp<T>(");
        AssertAt(explained.Type.GetProperty("symbol"), "Arc.ThirdParty.SignalModule.Descriptor.g.cs", "CreateClamp()");
        AssertAt(explained.Specialisation("clamp_f32").GetProperty("registered"), "Arc.ThirdParty.SignalModule.Bindings.g.cs", "linker.Define(\"signal\", \"clamp_f32\"");
        AssertAt(explained.Specialisation("clamp_f32").GetProperty("wrapper"), "Arc.ThirdParty.SignalModule.Bindings.g.cs", "Clamp_f32(float x, float lo, float hi)");
        AssertAt(explained.Code[0].GetProperty("declaration"), "tests/Arc.ThirdParty/SignalModule.cs", "Clamp<T>(");
        Assert.Equal("signal", explained.Contract.GetProperty("json").GetProperty("module").GetString());
        AssertAt(explained.Node.GetProperty("classes")[0].GetProperty("class"), "Arc.ThirdParty.SignalModule.Nodes.g.cs", "class ClampNode<T>");
        Assert.Equal("import signal\nfunc example(x f64, lo f64, hi f64) f64 { return signal.clamp(x, lo, hi) }", explained.Import.GetProperty("example").GetProperty("program").GetString());
    }

    [Fact]
    public void NodeClass_ListsWhatACheckpointKeeps()
    {
        var state = Of(_shell, "signal.recent", "--modules", SignalAssembly).Node.GetProperty("state");
        Assert.Equal(["_window Queue<T>", "_before (T, long)?", "_trend SignalModule.Recent<T>.Trend"], state.EnumerateArray().Select(s => $"{s.GetProperty("name")} {s.GetProperty("type")}"));
    }

    [Fact]
    public void HostFunctionWithState_NamesTheModulesSlice()
    {
        var explained = Of(_shell, "signal.runs", "--modules", SignalAssembly);
        var state = Assert.Single(explained.Node.GetProperty("state").EnumerateArray());
        AssertAt(state.GetProperty("saved"), "Arc.ThirdParty.SignalModule.Descriptor.g.cs", "registry.Register(\"signal\", \"runs\", _runs)");
        Assert.True(explained.Code[0].GetProperty("takes_context").GetBoolean());
    }

    [Fact]
    public void EveryMember_EveryPlace_HasWhatItSays()
    {
        var members = CliHost.StandardModules.Modules.SelectMany(m => m.Symbols).Select(s => s.QualifiedName)
            .Concat(["signal.clamp", "signal.diff", "signal.ema", "signal.label", "signal.recent", "signal.runs"]);
        foreach (var member in members)
        {
            var explained = Of(_shell, member, "--modules", SignalAssembly);
            Assert.NotEmpty(explained.Type.GetProperty("declarations").EnumerateArray());
            foreach (var (role, place) in PlacesIn(explained.Root))
            {
                var (name, line) = (place.GetProperty("member").GetString()!, LineAt(place));
                var simple = Regex.Replace(name, "<[^()]*>", "").Split('.')[^1];
                if (role is "code" or "registered" or "saved" || name.StartsWith("FunctionEmitter", StringComparison.Ordinal)) continue;
                Assert.True(Regex.IsMatch(line, $@"\b{simple}\b"), $"{member}: {role} {name} is not at {place.GetProperty("file")}:{place.GetProperty("line")}, which is: {line}");
            }

            if (explained.Import.ValueKind == JsonValueKind.Null) continue;
            Assert.True(member is "math.neg" or "error.panic" || explained.Import.GetProperty("example").ValueKind == JsonValueKind.Object, $"{member} has no example");
            foreach (var import in explained.Import.GetProperty("imports").EnumerateArray())
                Assert.Contains($"linker.Define(\"{import.GetProperty("module")}\", \"{import.GetProperty("name")}\", ", LineAt(import.GetProperty("registered")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Json_IsDescribedMemberByMember()
    {
        var used = new SortedSet<string>(["version", "explanations"], StringComparer.Ordinal);
        foreach (var member in new[] { "math.clamp", "set_authority", "series.get", "signal.ema", "status.set" })
            JsonPage.Collect(Of(_shell, member, "--modules", SignalAssembly).Root, used);
        Assert.Equal(JsonPage.Described("explain.md"), used);
    }

    [Fact]
    public void BareName_WithSeveralMembers_ExplainsThemAll()
    {
        var explained = All(_shell, "len");
        Assert.Equal(["series.len", "string.len"], explained.Select(e => e.Root.GetProperty("symbol").GetString()));
        Assert.Equal(
            ["func example(x1 series f64) i64 { return len(x1) }", "func example(text str) i64 { return len(text) }"],
            explained.Select(e => e.Import.GetProperty("example").GetProperty("program").GetString()));
        Assert.All(explained, e => AssertAt(Step(e.Import.GetProperty("steps"), "CallResolver.Member"), "runtime/Arc.Compiler/Linking/CallResolver.cs", "public int Member("));
    }

    [Theory]
    [InlineData("math.clam", "did you mean math.clamp?")]
    [InlineData("clamp", "did you mean math.clamp?")]
    [InlineData("math", "'math' is a module; ask for one of its members: math.abs, ")]
    [InlineData("nothing.like_it", "there is no member 'nothing.like_it'; 'arc modules' lists them")]
    public void UnknownName_IsStatusOneAndOffersNearOnes(string name, string expected)
    {
        var result = _shell.Run("explain", name);
        Assert.Equal((1, ""), (result.Status, result.Output));
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutDebugInformation_SaysSoAndNamesMembers()
    {
        var alone = Path.Combine(_shell.Folder, "Arc.ThirdParty.dll");
        File.Copy(SignalAssembly, alone);
        var explained = Of(_shell, "signal.clamp", "--modules", alone);
        Assert.Equal(JsonValueKind.Null, explained.Root.GetProperty("debug_information").ValueKind);
        var declaration = explained.Type.GetProperty("declarations")[0];
        Assert.Equal((JsonValueKind.Null, "SignalModule.Clamp<T>"), (declaration.GetProperty("file").ValueKind, declaration.GetProperty("member").GetString()));

        var text = _shell.Run("explain", "signal.clamp", "--modules", alone).Output;
        Assert.Single(Regex.Matches(text, "has no portable PDB"));
        Assert.Contains("SignalModule.BoundSpecialisations", _shell.Run("explain", "signal.diff", "--modules", alone).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_HasTheFiveQuestionsInOrder_WithFilesAndLines()
    {
        var text = _shell.Run("explain", "math.clamp").Output;
        var titles = Regex.Matches(text, @"^\d\. .+$", RegexOptions.Multiline).Select(m => m.Value).ToList();
        Assert.Equal(
            [
                "1. Where the analyzer gets its type from", "2. Which WebAssembly import a call emits, and how the compiler knows", "3. Which code runs",
                "4. What a host in another language must provide", "5. How it behaves as a node",
            ], titles);
        foreach (var section in text.Split("\n\n")[1..])
            Assert.True(section.StartsWith('4') || Regex.IsMatch(section, @"\.cs:\d+"), section);
    }

    [Theory]
    [InlineData("ARC2001")]
    [InlineData("arcg1101")]
    public void Code_PrintsItsPage(string code)
    {
        var known = code.ToUpperInvariant();
        var result = _shell.Run("explain", code);
        Assert.Equal((0, "", true), (result.Status, result.Error, result.Output.StartsWith($"# {known}", StringComparison.Ordinal)));
        using var json = JsonDocument.Parse(_shell.Run("explain", code, "--json").Output);
        Assert.Equal(result.Output, json.RootElement.GetProperty("page").GetString());
        Assert.Equal($"sdk/docs/diagnostics/{known}.md", json.RootElement.GetProperty("file").GetString());
    }

    [Fact]
    public void UnknownCode_OffersNearOnes()
    {
        var result = _shell.Run("explain", "ARC2091");
        Assert.Equal(1, result.Status);
        Assert.Contains("there is no diagnostic ARC2091; did you mean: ARC2001, ", result.Error, StringComparison.Ordinal);
    }
}
