using System.Globalization;
using Xunit.Abstractions;

namespace Arc.Tests;

/// <summary>
/// Where random tests begin and how much they try. An ordinary run takes the same seed each time, so that it says the same of the same code;
/// <c>ARC_SOAK=n</c> tries n times as much from a fresh seed, and <c>ARC_SEED=s</c> begins at a seed that was printed.
/// </summary>
internal static class Soak
{
    private const int OrdinarySeed = 1;

    private static readonly int Factor = Setting("ARC_SOAK") ?? 0;

    /// <summary>The seed to begin at, which is printed.</summary>
    public static int Seed(ITestOutputHelper output)
    {
        // A test may count on from its seed without overflow.
        var seed = Setting("ARC_SEED") ?? (Factor > 0 ? Random.Shared.Next(0x3fff_ffff) : OrdinarySeed);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ARC_SEED={seed}{(Factor > 0 ? $" ARC_SOAK={Factor}" : "")}"));
        return seed;
    }

    /// <summary>How often to try what an ordinary run tries so often.</summary>
    public static int Times(int ordinary) => ordinary * Math.Max(Factor, 1);

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
