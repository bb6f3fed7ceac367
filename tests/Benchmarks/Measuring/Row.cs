namespace Benchmarks.Measuring;

/// <summary>One way to do the work of a comparison.</summary>
/// <param name="Name">The engine or peer.</param>
/// <param name="Run">Does the work once and gives its result, for checking that all ways agree; the time in ms if it measures itself.</param>
internal sealed record Contender(string Name, Func<Sample> Run);

/// <summary>One measured run.</summary>
/// <param name="Result">What the work gave, as text.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="AllocatedBytes">What it allocated; -1 if unknown.</param>
internal sealed record Sample(string Result, double Milliseconds, long AllocatedBytes);
