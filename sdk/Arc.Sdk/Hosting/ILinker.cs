namespace Arc.Sdk.Hosting;

/// <summary>
/// Where a module's generated code registers its host functions. The pair of names is the import contract
/// (arc-stl.md, section 1.1); an engine matches a guest's imports against it before any user code runs.
/// </summary>
public interface ILinker
{
    /// <summary>Registers one host function.</summary>
    /// <param name="module">The import's module name, for example <c>signal</c>.</param>
    /// <param name="name">The import's name with its type suffixes, for example <c>clamp_f32</c>.</param>
    /// <param name="function">
    /// The implementation. Parameters and result are <see cref="int"/>, <see cref="long"/>, <see cref="float"/> or
    /// <see cref="double"/>; an optional first parameter of type <see cref="HostContext"/> receives the invocation's
    /// context; there is at most one result. A delegate on a public static method of a public type lets an engine emit a
    /// direct call; one on a public instance method of a public type becomes a call on a field.
    /// </param>
    /// <exception cref="ArgumentException">The pair is registered already, or the delegate's shape is none of the above.</exception>
    void Define(string module, string name, Delegate function);
}
