using System.Collections.Immutable;
using Arc.Language.Binding;
using Arc.Sdk.Types;

namespace Arc.Compiler.Emission;

/// <summary>
/// Where the named outputs of a function lie in the guest's memory (arc-stl.md, section 4): eight bytes of dirty bits, then the
/// outputs in declaration order, packed, each with its natural size.
/// </summary>
internal sealed record OutputArea(int Base, ImmutableArray<int> Offsets, int Size)
{
    /// <summary>Bytes of the dirty word at the base.</summary>
    public const int DirtyBytes = 8;

    /// <summary>Bits of the dirty word, one per output.</summary>
    public const int MaxOutputs = 64;

    public static OutputArea At(int address, ImmutableArray<BoundVariable> outputs)
    {
        var offsets = ImmutableArray.CreateBuilder<int>(outputs.Length);
        var offset = DirtyBytes;
        foreach (var output in outputs)
        {
            offsets.Add(offset);
            offset += SizeOf(output.Type);
        }

        return new OutputArea(address, offsets.MoveToImmutable(), offset);
    }

    /// <summary>Bytes of a value in memory; handles have four.</summary>
    public static int SizeOf(ArcType type) => type is PrimitiveType primitive ? primitive.Primitive.Bits() / 8 : 4;
}
