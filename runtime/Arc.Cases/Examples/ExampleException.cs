namespace Arc.Cases.Examples;

/// <summary>An example cannot be run as it is written.</summary>
/// <param name="place">The member and the number of the example.</param>
/// <param name="reason">What is wrong, and what to write.</param>
public sealed class ExampleException(string place, string reason) : Exception($"{place}: {reason}");
