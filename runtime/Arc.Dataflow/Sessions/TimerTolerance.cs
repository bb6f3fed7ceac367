using System.Numerics;
using Arc.Sdk;
using Arc.Sdk.Ir;
using Arc.Sdk.Nodes;
using Arc.Sdk.Types;

namespace Arc.Dataflow;

/// <summary>How much too early a timer may fire (arc-stl.md, section 2.2).</summary>
internal static class TimerTolerance
{
    private const long Least = 5_000_000;

    /// <summary>
    /// Half the greatest common divisor of all timer periods, at least 5 ms. A timer period is a time span in the config of a node that
    /// timers wake.
    /// </summary>
    public static long Of(IrProgram program, IReadOnlyDictionary<string, Node> nodes)
    {
        BigInteger divisor = 0;
        foreach (var ir in program.Nodes.Where(n => nodes[n.Key].Wake.HasFlag(NodeWake.Timer)))
        {
            foreach (var period in ir.Config.Where(p => p.Type == ArcType.TimeSpan && p.Value is { Kind: ConstantKind.Integer }))
                divisor = BigInteger.GreatestCommonDivisor(divisor, (BigInteger)period.Value!.Value.Integer);
        }

        return Math.Max(Least, (long)(divisor / 2));
    }
}
