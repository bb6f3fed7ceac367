namespace Arc.Generator;

/// <summary>Names of the pipeline's steps, for tests of what an edit runs again.</summary>
internal static class Steps
{
    /// <summary>Finding module classes, and hashing what their models depend on.</summary>
    public const string FindModules = nameof(FindModules);

    /// <summary>Reading the model of a module class.</summary>
    public const string ReadModules = nameof(ReadModules);

    /// <summary>Finding node classes outside modules.</summary>
    public const string FindStrays = nameof(FindStrays);
}
