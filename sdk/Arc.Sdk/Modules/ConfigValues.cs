using Arc.Sdk.Types;

namespace Arc.Sdk.Modules;

/// <summary>The config values of one node by Arc name, defaults filled in. Channels are given by their key.</summary>
/// <param name="values">The values.</param>
public sealed class ConfigValues(IReadOnlyDictionary<string, Constant> values)
{
    /// <summary>No values.</summary>
    public static ConfigValues Empty { get; } = new(new Dictionary<string, Constant>());

    /// <summary>The names that have a value.</summary>
    public IEnumerable<string> Names => values.Keys;

    /// <summary>Whether a value is known.</summary>
    public bool Has(string name) => values.ContainsKey(name);

    /// <summary>A value.</summary>
    /// <exception cref="KeyNotFoundException">There is no such value.</exception>
    public Constant this[string name] =>
        values.TryGetValue(name, out var value) ? value : throw new KeyNotFoundException($"no config value '{name}'");

    /// <summary>A value as a C# type.</summary>
    /// <exception cref="KeyNotFoundException">There is no such value.</exception>
    /// <exception cref="InvalidOperationException">The value does not fit the type.</exception>
    public T Get<T>(string name) => this[name].As<T>();
}
