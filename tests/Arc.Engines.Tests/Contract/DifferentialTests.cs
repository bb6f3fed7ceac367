using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Arc.Engines.Linking;
using Arc.Engines.Tests.Support;
using Arc.Properties.Tests.V8;
using static Arc.Engines.Tests.Support.WasmBuilder;

namespace Arc.Engines.Tests.Contract;

/// <summary>
/// Random valid modules must do the same on every engine: results, traps, memory and globals agree bit for bit, any NaN equals any NaN.
/// <c>ARC_DIFFERENTIAL_ROUNDS</c> sets how many modules each seed makes.
/// </summary>
public class DifferentialTests
{
    private const int Functions = 4;
    private static readonly WasmValueType[] Globals = [I32, I64, I64];
    private static readonly WasmValueType[] Types = [I32, I64, F32, F64];

    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("ARC_DIFFERENTIAL_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 60;

    // An engine that is to be compared may count something else than iterations and calls; what the first one finishes in time ends anyway.
    private static readonly InstanceOptions Patient = new() { ExecutionBudget = 20_000_000, MaxMemoryBytes = 3 * 65536 };

    public static TheoryData<int> Seeds => [1, 2, 20261121];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20261121)]
    public void RandomModules_CompiledAndInterpreted_Agree(int seed) =>
        Agree(seed, TestEngines.Of(TestEngines.Interpreted), exact: true, Patient with { ExecutionBudget = 20_000 });

    [Theory]
    [OnWasmtime(nameof(Seeds))]
    [OnWasmtimeBaseline(nameof(Seeds))]
    public void RandomModules_OnTheManagedEngineAndOnWasmtime_Agree(string engine, int seed) => Agree(seed, TestEngines.Of(engine), exact: true, Patient);

    [V8Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20261121)]
    public void RandomModules_OnTheManagedEngineAndOnV8_Agree(int seed) => Agree(seed, NodeEngine.Instance, exact: false, Patient);

    private static void Agree(int seed, IWasmEngine engine, bool exact, InstanceOptions options)
    {
        var random = new Random(seed);
        var compared = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = RandomModule(random);
            var arguments = Enumerable.Range(0, 3).Select(_ => (ulong)random.NextInt64()).ToArray();
            var expected = Observe(TestEngines.Of(TestEngines.Managed), bytes, arguments, exact, Patient with { ExecutionBudget = 20_000 });
            // Straight code is paid for in advance when compiled: near the end of the budget another trap may come first.
            if (expected is null || Observe(engine, bytes, arguments, exact, options) is not { } actual) continue;
            compared++;
            if (expected == actual) continue;
            var file = Path.Combine(Path.GetTempPath(), $"arc-differential-{seed}-{round}.wasm");
            File.WriteAllBytes(file, bytes);
            Assert.Fail($"seed {seed}, round {round}, module in {file}, arguments {string.Join(' ', arguments)}\nmanaged: {expected}\n{engine.Name}: {actual}");
        }
        Assert.InRange(compared, Rounds / 6, Rounds);
    }

    private static byte[] RandomModule(Random random)
    {
        var builder = new WasmBuilder().Memory(1, 3);
        builder.Global("i32", I32, Op.I32(random.Next()));
        builder.Global("i64", I64, Op.I64(random.NextInt64()));
        builder.Global("other", I64, Op.I64(-1));
        var signatures = new WasmValueType[Functions][];
        for (var i = 0; i < signatures.Length; i++)
        {
            signatures[i] = [I32, I32, I32, Types[random.Next(4)]];
            // Parameters are the first locals: three of type i32, then three of each other type.
            var body = new RandomBody(random, i, signatures, Globals).Grow(signatures[i][^1], 6);
            builder.Function($"f{i}", [I32, I32, I32], [signatures[i][^1]], body, (3, I64), (3, F32), (3, F64));
        }
        for (var i = 0; i < Globals.Length; i++) builder.Function($"global{i}", [], [Globals[i]], [0x23, (byte)i]);
        builder.Function("pages", [], [I32], Op.MemorySize);
        return builder.Build();
    }

    /// <summary>What can be seen of a module; null if it ran out of its budget.</summary>
    private static string? Observe(IWasmEngine engine, byte[] bytes, ulong[] arguments, bool exact, InstanceOptions options)
    {
        var text = new StringBuilder();
        using var module = engine.Compile(bytes);
        using var instance = module.Instantiate(new Linker(), options);
        for (var i = 0; i < Functions; i++)
        {
            var function = instance.GetFunction($"f{i}");
            var results = new ulong[1];
            try
            {
                function.Invoke(arguments, results);
                text.Append(Canonical(results[0], function.Type.Results[0])).Append(' ');
            }
            catch (WasmTrapException trap)
            {
                if (trap.Kind == TrapKind.ExecutionBudgetExhausted) return null;
                // V8 has one word for both failures of a conversion, and names no functions.
                var kind = !exact && trap.Kind == TrapKind.InvalidConversionToInteger ? TrapKind.IntegerOverflow : trap.Kind;
                text.Append(kind).Append(' ').Append(exact ? trap.Function : "").Append(' ');
            }
        }
        for (var i = 0; i < Globals.Length; i++) text.Append(Canonical(instance.Call($"global{i}"), Globals[i])).Append(' ');
        var pages = (uint)instance.Call("pages");
        Assert.True(instance.Memory.TryRead(0, pages * 65536, out var memory));
        return text.Append(pages).Append(" pages ").Append(Convert.ToHexStringLower(SHA256.HashData(memory)[..8])).ToString();
    }

    private static string Canonical(ulong bits, WasmValueType type) => type switch
    {
        F32 when float.IsNaN(BitConverter.UInt32BitsToSingle((uint)bits)) => "nan",
        F64 when double.IsNaN(BitConverter.UInt64BitsToDouble(bits)) => "nan",
        _ => bits.ToString("x", CultureInfo.InvariantCulture),
    };
}
