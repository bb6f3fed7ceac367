using Arc.Engines.Decoding;

namespace Arc.Engines.Managed.Emission;

/// <summary>Passes over the immediates of validated instructions.</summary>
internal static class InstructionSkipper
{
    /// <summary>Moves behind the immediates of an instruction and returns the first index among them, or 0.</summary>
    public static uint Skip(byte opcode, ref WasmReader reader)
    {
        switch (opcode)
        {
            case 0x02 or 0x03 or 0x04:
                reader.S33();
                return 0;
            case 0x0C or 0x0D or 0x10 or (>= 0x20 and <= 0x26) or 0xD2:
                return reader.U32();
            case 0x0E:
                var count = reader.U32();
                for (uint i = 0; i <= count; i++) reader.U32();
                return 0;
            case 0x11 or (>= 0x28 and <= 0x3E):
                var first = reader.U32();
                reader.U32();
                return first;
            case 0x1C:
                for (var types = reader.U32(); types > 0; types--) reader.Skip(1);
                return 0;
            case 0x3F or 0x40 or 0xD0:
                reader.Skip(1);
                return 0;
            case 0x41:
                reader.S32();
                return 0;
            case 0x42:
                reader.S64();
                return 0;
            case 0x43:
                reader.Skip(4);
                return 0;
            case 0x44:
                reader.Skip(8);
                return 0;
            case 0xFC:
                switch (reader.U32())
                {
                    case <= 7: return 0;
                    case 8 or 10 or 12 or 14:
                        var index = reader.U32();
                        reader.U32();
                        return index;
                    default:
                        return reader.U32();
                }
            default:
                return 0;
        }
    }
}
