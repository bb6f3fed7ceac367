using Arc.Engines;

namespace Arc.Sdk.Testing.Modules;

/// <summary>What one call gave: a value, or what it threw.</summary>
/// <param name="Value">The value; null if there is none.</param>
/// <param name="Error">What was thrown; null if nothing.</param>
internal readonly record struct Outcome(object? Value, Exception? Error)
{
    public static Outcome Of(Func<object?> call)
    {
        try
        {
            return new Outcome(call(), null);
        }
        catch (Exception e)
        {
            return new Outcome(null, e);
        }
    }

    /// <summary>Whether both gave the same; of an author's own body the trap must come from the same exception.</summary>
    public bool Equals(Outcome oracle, FloatTolerance tolerance, bool isBody)
    {
        if (Error is not null || oracle.Error is not null)
        {
            // What is wrong with the guest and not with the function is no trap that an oracle may expect.
            return Error is WasmTrapException trap && oracle.Error is not null
                && (!isBody || trap.InnerException is null || trap.InnerException.GetType() == oracle.Error.GetType());
        }

        return Same(Value, oracle.Value, tolerance);
    }

    public override string ToString() => Error switch
    {
        WasmTrapException trap => $"trap: {trap.Message}",
        { } error => $"{error.GetType().Name}: {error.Message}",
        null when BenchValues.Bits(Value) is { Length: > 0 } bits => $"{BenchValues.Show(Value)}    {bits}",
        _ => BenchValues.Show(Value),
    };

    /// <summary>How far two floats are apart, for a message; empty for others.</summary>
    public static string Distance(Outcome left, Outcome right)
    {
        var ulps = (left.Value, right.Value) switch
        {
            (double a, double b) => FloatTolerance.UlpsBetween(a, b),
            (float a, float b) => FloatTolerance.UlpsBetween(a, b),
            _ => ulong.MaxValue,
        };
        return ulps == ulong.MaxValue ? "" : $"\n  apart:     {(ulps == 0 ? "only the sign of zero" : $"{ulps} ulps")}";
    }

    private static bool Same(object? left, object? right, FloatTolerance tolerance) => (left, right) switch
    {
        (float a, float b) => tolerance.Accepts(a, b),
        (double a, double b) => tolerance.Accepts(a, b),
        (Series a, Series b) => a.Element == b.Element && a.Length == b.Length
            && Typed.ElementsOf(a).Zip(Typed.ElementsOf(b)).All(p => Same(p.First, p.Second, tolerance)),
        _ => Equals(left, right),
    };
}
