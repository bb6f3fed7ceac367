using System.Text;
using Arc.Engines.Linking;
using Arc.Engines.Managed;
using Arc.Engines.Tests.Support;
using static Arc.Engines.Tests.Support.WasmBuilder;

namespace Arc.Engines.Tests.Managed;

/// <summary>Compiled and interpreted code must agree on results and traps, bit for bit but for the payload of NaN.</summary>
public class AgreementTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20261121)]
    public void RandomModules_CompiledAndInterpreted_Agree(int seed)
    {
        var random = new Random(seed);
        var compared = 0;
        for (var round = 0; round < 60; round++)
        {
            var bytes = RandomModule(random);
            var arguments = Enumerable.Range(0, 4).Select(_ => (ulong)random.NextInt64()).ToArray();
            var compiled = Observe(new ManagedEngine(), bytes, arguments);
            var interpreted = Observe(new ManagedEngine { CompileBodies = false }, bytes, arguments);
            // Straight code is paid for in advance when compiled: near the end of the budget another trap may come first.
            if (compiled.Contains("Budget", StringComparison.Ordinal) || interpreted.Contains("Budget", StringComparison.Ordinal)) continue;
            compared++;
            Assert.True(compiled == interpreted, $"seed {seed}, round {round}\ncompiled:    {compiled}\ninterpreted: {interpreted}");
        }
        Assert.InRange(compared, 10, 60);
    }

    private static byte[] RandomModule(Random random)
    {
        WasmValueType[] types = [I32, I64, F32, F64];
        var builder = new WasmBuilder().Memory(1, 3);
        var signatures = new WasmValueType[4][];
        for (var i = 0; i < signatures.Length; i++)
        {
            signatures[i] = [I32, I32, I32, types[random.Next(4)]];
            // Parameters are the first locals: three of type i32, then three of each other type.
            var body = new RandomBody(random, i, signatures).Grow(signatures[i][^1], 6);
            builder.Function($"f{i}", [I32, I32, I32], [signatures[i][^1]], body, (3, I64), (3, F32), (3, F64));
        }
        return builder.Build();
    }

    private static string Observe(ManagedEngine engine, byte[] bytes, ulong[] arguments)
    {
        var text = new StringBuilder();
        using var instance = engine.Compile(bytes).Instantiate(
            new Linker(), new InstanceOptions { ExecutionBudget = 20_000, MaxMemoryBytes = 3 * 65536 });
        for (var i = 0; i < 4; i++)
        {
            var function = instance.GetFunction($"f{i}");
            var results = new ulong[1];
            try
            {
                function.Invoke(arguments.AsSpan(0, 3), results);
                text.Append(Canonical(results[0], function.Type.Results[0])).Append(' ');
            }
            catch (WasmTrapException trap)
            {
                text.Append(trap.Kind).Append(" in ").Append(trap.Function).Append(' ');
            }
        }
        return text.ToString();
    }

    private static string Canonical(ulong bits, WasmValueType type) => type switch
    {
        F32 when float.IsNaN(BitConverter.UInt32BitsToSingle((uint)bits)) => "nan",
        F64 when double.IsNaN(BitConverter.UInt64BitsToDouble(bits)) => "nan",
        _ => bits.ToString("x", System.Globalization.CultureInfo.InvariantCulture),
    };
}
