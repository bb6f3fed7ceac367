using Arc.Engines.Managed;
using Arc.Engines.Tests.Support;
using static Arc.Engines.Tests.Support.WasmBuilder;

namespace Arc.Engines.Tests.Managed;

public class DecoderLimitTests
{
    private static readonly EngineLimits Small = new()
    {
        MaxModuleBytes = 2000,
        MaxFunctions = 3,
        MaxParameters = 4,
        MaxLocals = 10,
        MaxBodyBytes = 100,
        MaxBranchTableTargets = 5,
        MaxBlockNesting = 6,
        MaxOperands = 80,
    };

    public static TheoryData<string, byte[]> TooMuch
    {
        get
        {
            static byte[] Body(byte[] body, params (int, WasmValueType)[] locals)
            {
                var builder = new WasmBuilder();
                builder.Function("f", [], [], body, locals);
                return builder.Build();
            }
            var many = new WasmBuilder();
            for (var i = 0; i < 4; i++) many.Function(null, [], [], []);
            var wide = new WasmBuilder();
            wide.Function(null, [I32, I32, I32, I32, I32], [], []);
            return new()
            {
                { nameof(EngineLimits.MaxModuleBytes), new WasmBuilder().Memory(1).Data(0, new byte[2000]).Build() },
                { nameof(EngineLimits.MaxFunctions), many.Build() },
                { nameof(EngineLimits.MaxParameters), wide.Build() },
                { nameof(EngineLimits.MaxLocals), Body([], (6, I32), (5, I64)) },
                { nameof(EngineLimits.MaxLocals), Body([], (-1, I32)) },
                { nameof(EngineLimits.MaxBodyBytes), Body(Op.Repeat(200, Op.Nop)) },
                { nameof(EngineLimits.MaxBranchTableTargets), Body(Op.Join(Op.Block, Op.I32(0), [0x0E, 6, 0, 0, 0, 0, 0, 0, 0, Op.End])) },
                { nameof(EngineLimits.MaxBlockNesting), Body(Op.Join(Op.Repeat(7, Op.Block), Op.Repeat(7, Op.End))) },
                { nameof(EngineLimits.MaxOperands), Body(Op.Join(Op.Repeat(45, Op.I32(0)), Op.Repeat(4, Op.I32(0)), Op.Repeat(0, Op.Drop))) },
            };
        }
    }

    [Theory]
    [MemberData(nameof(TooMuch))]
    public void Compile_BeyondALimit_NamesTheSetting(string setting, byte[] module)
    {
        var limits = setting == nameof(EngineLimits.MaxOperands) ? Small with { MaxOperands = 40 } : Small;
        var exception = Assert.Throws<WasmFormatException>(() => new ManagedEngine().Compile(module, limits));

        Assert.Contains($"EngineLimits.{setting} = ", exception.Message, StringComparison.Ordinal);
    }

    // By name only: a runner writes a row's data down for every test.
    public static TheoryData<string> LargeBodies => [.. Large.Keys];

    private static Dictionary<string, (byte[] Body, ulong Expected)> Large { get; } = new()
    {
        ["10,000 blocks"] = (Op.Join(Op.Repeat(10_000, Op.Block), Op.Repeat(10_000, [.. Op.Get(0), .. Op.BranchIf(0), Op.End]), Op.Get(0)), 5),
        ["10,000 loops"] = (Op.Join(Op.Repeat(10_000, Op.Loop), Op.Repeat(10_000, Op.End), Op.Get(0)), 5),
        ["10,000 ifs"] = (Op.Join(Op.Repeat(10_000, [.. Op.Get(0), .. Op.If]), Op.Repeat(10_000, Op.End), Op.Get(0)), 5),
        ["7.5 MB of additions"] = (Op.Join(Op.I32(0), Op.Repeat(2_500_000, [.. Op.I32(1), Op.I32Add])), 2_500_000),
        ["65,520 branch targets"] = (Op.Join(Op.Block, Op.Block, Op.Get(0), [0x0E], Unsigned(65_520), Op.Repeat(32_760, 0, 1), [0, Op.End, Op.End], Op.I32(7)), 7),
        ["50,000 locals"] = (Op.Join(Op.Get(0), Op.Set(49_999), Op.Get(49_999)), 5),
        ["100,000 operands"] = (Op.Join(Op.Repeat(100_000, Op.I32(1)), Op.Repeat(99_999, Op.I32Add)), 100_000),
    };

    [Theory]
    [OnManaged(nameof(LargeBodies))]
    [OnWasmtime(nameof(LargeBodies))]
    public void Guest_AsLargeAsTheLimitsAllow_CompilesAndRuns(string engine, string what)
    {
        var (body, expected) = Large[what];
        using var instance = Guests.Function(body, [I32], [I32], new InstanceOptions { CallStackBytes = 2 << 20 }, [(49_999, I32)], engine: engine);

        Assert.True(expected == instance.Call("f", 5), what);
    }

    [Fact]
    public void Module_With100000Functions_CompilesAndRuns()
    {
        var builder = new WasmBuilder();
        for (var i = 0; i < 100_000; i++)
            builder.Function(i == 0 ? "f" : null, [I32], [I32], Op.Join(Op.Get(0), Op.I32(i == 0 ? 1 : 2), [Op.I32Add], i == 0 ? Op.Call(99_999) : []));

        Assert.Equal(13UL, Guests.Instantiate(builder).Call("f", 10));
    }

    [Fact]
    public void Compile_BadBytes_SayWhere()
    {
        Assert.Equal(0, Assert.Throws<WasmFormatException>(() => new ManagedEngine().Compile(new byte[] { 1, 2, 3 })).Offset);
        Assert.Equal(4, Assert.Throws<WasmFormatException>(() => new ManagedEngine().Compile(new byte[] { 0, 0x61, 0x73, 0x6D, 9, 0, 0, 0 })).Offset);
    }
}
