using System.Diagnostics.CodeAnalysis;

namespace Arc.Cli.Modules;

/// <summary>What a host offers to <see cref="StatusModule"/>: a place where people see how things are.</summary>
public interface IStatusBoard
{
    /// <summary>Changes the status with this key, else the one with this name, else creates one.</summary>
    /// <param name="keyOrName">The key or the name; not empty.</param>
    /// <param name="message">What there is to say.</param>
    /// <param name="variant">One of <see cref="StatusModule.Variants"/>; empty leaves it to the board.</param>
    /// <param name="key">The status's key.</param>
    /// <param name="problem">Why it could not be set.</param>
    /// <returns>Whether it was set.</returns>
    bool TrySet(string keyOrName, string message, string variant, [NotNullWhen(true)] out string? key, [NotNullWhen(false)] out string? problem);

    /// <summary>Tells people about a status that could not be set.</summary>
    void Warn(string problem);
}
