using Arc.Engines.Linking;
using Arc.Engines.Tests.Support;
using static Arc.Engines.Tests.Support.WasmBuilder;

namespace Arc.Engines.Tests.Contract;

/// <summary>Modules with random damage: a typed error, a trap or a result, and nothing else.</summary>
public class MutationTests
{
    public static TheoryData<int> Seeds => [1, 20261];

    [Theory]
    [OnManaged(nameof(Seeds))]
    [OnWasmtime(nameof(Seeds))]
    public void MutatedModule_OnEveryEngine_RunsTrapsOrIsRefused(string engine, int seed)
    {
        var random = new Random(seed);
        var builder = new WasmBuilder().Memory(1, 2).Table(3).Data(4, [1, 2, 3]);
        builder.Import("h", "twice", [I32], [I32]);
        builder.Function("f", [I32, F64], [I32], Op.Join(Op.Block, Op.Get(0), Op.BranchIf(0), [Op.End], Op.Loop, Op.Get(0), Op.I32(1), [Op.I32Sub], Op.Tee(0), Op.BranchIf(0), [Op.End], Op.Get(0), Op.Call(0)), (3, I64));
        builder.Function("g", [], [], Op.Join(Op.I32(0), Op.I32(1), Op.Store(8), Op.I32(1), Op.MemoryGrow, [Op.Drop]));
        builder.Name(1, "main");
        var original = builder.Build();
        var linker = new Linker();
        linker.Define("h", "twice", HostModule.Twice);
        var options = new InstanceOptions { ExecutionBudget = 10_000 };
        for (var round = 0; round < 2_000; round++)
        {
            var bytes = original.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (random.Next(5) == 0) bytes = bytes[..random.Next(bytes.Length)];
            try
            {
                using var instance = TestEngines.Of(engine).Compile(bytes).Instantiate(linker, options);
                foreach (var export in instance.Module.Exports)
                {
                    if (export.Type is { } type && type.Results.Length < 100)
                        instance.GetFunction(export.Name).Invoke(new ulong[type.Parameters.Length], new ulong[type.Results.Length]);
                }
            }
            catch (Exception exception) when (exception is WasmFormatException or LinkException or WasmTrapException)
            {
                Assert.False(exception.InnerException is InvalidProgramException, $"seed {seed}, round {round}");
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}, round {round}: {exception}");
            }
        }
    }
}
