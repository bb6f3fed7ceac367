namespace Arc.Tests;

/// <summary>Tests that measure the process and so cannot share it with others.</summary>
[CollectionDefinition(nameof(RunsAlone), DisableParallelization = true)]
public sealed class RunsAlone;
