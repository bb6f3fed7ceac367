using System.Runtime.InteropServices;
using Arc.Sdk;

namespace Arc.Dataflow;

/// <summary>How long one cycle took.</summary>
/// <param name="Reason">What caused it.</param>
/// <param name="Work">Time from the start of the cycle to its end, in ns.</param>
/// <param name="Lateness">Time from when it was due (its frame was posted, its deadline passed) to its start, in ns.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CycleTiming(CycleReason Reason, long Work, long Lateness)
{
    /// <summary>Time from when the cycle was due to its end, in ns: what a deadline is measured against.</summary>
    public long Response => Work + Lateness;
}
