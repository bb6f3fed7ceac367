using System.Globalization;
using Arc.Sdk;
using Benchmarks.Measuring;

namespace Benchmarks.Kernels;

/// <summary>Series and text in Arc beside plain C#.</summary>
internal static class LanguageComparisons
{
    private const int Elements = 1_000_000;

    public static IEnumerable<Comparison> Of(GuestKernels guest)
    {
        var (composite, series) = (new byte[Elements], new Series<byte>(Elements));
        yield return new Comparison("sieve to a million", 1,
            Measure.InProcess("C#", () => CSharpKernels.Sieve(composite)), Measure.InProcess("Arc, managed engine", () => guest.Sieve(series)));
        var numbers = Enumerable.Range(1, Elements).Select(static i => (double)i).ToArray();
        var factors = numbers.Select(static x => 1 / x).ToArray();
        var (a, b) = (Series<double>.From(numbers), Series<double>.From(factors));
        yield return new Comparison("dot product of a million, by index", Elements,
            Measure.InProcess("C#", () => CSharpKernels.Dot(numbers, factors)), Measure.InProcess("Arc, managed engine", () => guest.Dot(a, b)),
            Measure.InProcess("Arc, for i, x := a", () => guest.DotEach(a, b)));
        foreach (var length in new[] { 1_000, 100_000 })
        {
            var (left, right) = (numbers[..length], factors[..length]);
            var (x, y) = (Series<double>.From(left), Series<double>.From(right));
            yield return new Comparison(string.Create(CultureInfo.InvariantCulture, $"four series operators, {length:N0} elements"), length,
                Measure.InProcess("C#, Tensors", () => CSharpKernels.ArithmeticOnTensors(left, right)), Measure.InProcess("Arc, managed engine", () => guest.Arithmetic(x, y)),
                Measure.InProcess("C#, one loop", () => CSharpKernels.ArithmeticInOneLoop(left, right)));
        }

        yield return new Comparison("text += str(i) + \",\", 2,000 times", 2_000,
            Measure.InProcess("C#", () => CSharpKernels.Build(2_000)), Measure.InProcess("Arc, managed engine", () => guest.Build(2_000)));
        yield return new Comparison("format string, 10,000 times", 10_000,
            Measure.InProcess("C#", () => CSharpKernels.Format(10_000)), Measure.InProcess("Arc, managed engine", () => guest.Format(10_000)));
    }
}
