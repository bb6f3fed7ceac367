using Arc.Engines.Tests.Support;
using static Arc.Engines.Tests.Support.WasmBuilder;

namespace Arc.Engines.Tests.Managed;

public class RotationTests
{
    public static TheoryData<byte, int> Rotations
    {
        get
        {
            var rows = new TheoryData<byte, int>();
            foreach (var opcode in (byte[])[0x77, 0x78])
                foreach (var count in (int[])[0, 1, 5, 31, 32, 33])
                    rows.Add(opcode, count);
            return rows;
        }
    }

    /// <summary>The flags of the processor do not tell whether a rotated number is zero.</summary>
    [Theory]
    [OnManaged(nameof(Rotations))]
    [OnWasmtime(nameof(Rotations))]
    public void Rotation_TestedForZero_IsZeroOnlyIfTheNumberIs(string engine, byte opcode, int count)
    {
        // if (rotate(x)) loop if (load(y)) end end; the load is out of bounds for any y in use.
        byte[] body = Op.Join(
            Op.Get(0), Op.I32(count), [opcode], Op.If, Op.Loop, Op.Get(1), Op.Load(), Op.If, [Op.End], [Op.End], [Op.End],
            Op.Get(0), Op.I32(count), [opcode, 0x45]);
        using var instance = Guests.Function(body, [I32, I32], [I32], memory: 1, engine: engine);

        Assert.Equal(TrapKind.MemoryOutOfBounds, instance.Traps("f", 1442636466, 1442636466).Kind);
        Assert.Equal(1UL, instance.Call("f", 0, 1442636466));
    }

    [Theory]
    [OnManaged(nameof(Rotations))]
    public void Rotation_ByAnyCount_EqualsThePlatforms(string engine, byte opcode, int count)
    {
        byte[] wide = [(byte)(opcode + 0x12)];
        foreach (var number in (ulong[])[0, 1, 0x8000_0001, 0xDEAD_BEEF_0123_4567, ulong.MaxValue])
        {
            using var narrow = Guests.Function(Op.Join(Op.Get(0), Op.I32(count), [opcode]), [I32], [I32], engine: engine);
            using var large = Guests.Function(Op.Join(Op.Get(0), Op.I64(count), wide), [I64], [I64], engine: engine);

            Assert.Equal(opcode == 0x77 ? uint.RotateLeft((uint)number, count) : uint.RotateRight((uint)number, count), (uint)narrow.Call("f", number));
            Assert.Equal(opcode == 0x77 ? ulong.RotateLeft(number, count) : ulong.RotateRight(number, count), large.Call("f", number));
        }
    }
}
