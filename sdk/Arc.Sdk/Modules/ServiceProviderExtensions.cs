namespace Arc.Sdk.Modules;

/// <summary>Typed access to a provider, for generated constructors.</summary>
public static class ServiceProviderExtensions
{
    /// <summary>A service that must be there.</summary>
    /// <exception cref="InvalidOperationException">It is not; the message names it.</exception>
    public static T Require<T>(this IServiceProvider services) where T : notnull
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.GetService(typeof(T)) is T service
            ? service
            : throw new InvalidOperationException($"a module asks for a {typeof(T)}, which neither the session nor its host offers; register it with the service provider that the program is loaded with");
    }
}
