using Arc.Runtime;
using Arc.Runtime.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Arc programs to an application.</summary>
public static class ArcServiceCollectionExtensions
{
    /// <summary>The name of a session that was given none.</summary>
    public const string DefaultName = "arc";

    extension(IServiceCollection services)
    {
        /// <summary>
        /// Adds a session that runs from the start of the host to its stop. It is to be had as the keyed service <see cref="HostedArcSession"/>, through
        /// <see cref="IArcSessions"/>, and, if it is the first one, without a key.
        /// </summary>
        /// <param name="name">Its name: the key, and the tag of its metrics and logs.</param>
        /// <param name="configure">Sets the options.</param>
        /// <exception cref="ArgumentException">There is a session of that name already.</exception>
        public IServiceCollection AddArc(string name, Action<ArcHostOptions> configure)
        {
            ArgumentNullException.ThrowIfNull(configure);
            services.AddSession(name).Configure(configure);
            return services;
        }

        /// <summary>Adds the session of an application that has but one; its name is <see cref="DefaultName"/>.</summary>
        /// <param name="configure">Sets the options.</param>
        public IServiceCollection AddArc(Action<ArcHostOptions> configure) => services.AddArc(DefaultName, configure);

        /// <summary>Adds a session whose options come from configuration.</summary>
        /// <param name="name">Its name: the key, and the tag of its metrics and logs.</param>
        /// <param name="section">The section with the options.</param>
        /// <param name="configure">Sets what configuration cannot, such as modules; after it.</param>
        /// <exception cref="ArgumentException">There is a session of that name already.</exception>
        public IServiceCollection AddArc(string name, IConfiguration section, Action<ArcHostOptions>? configure = null)
        {
            ArgumentNullException.ThrowIfNull(section);
            var options = services.AddSession(name).Bind(section, static b => b.ErrorOnUnknownConfiguration = true);
            if (configure is not null) options.Configure(configure);
            return services;
        }

        /// <summary>
        /// Adds a session of a program that was made a class in the build; <see cref="HostedArcSession.As"/> gives its channels. The program
        /// and its channels are those of the class unless the options name others: the program's file, to watch it.
        /// </summary>
        /// <typeparam name="TBinding">The class that <c>arc bind</c> made.</typeparam>
        /// <param name="name">Its name: the key, and the tag of its metrics and logs.</param>
        /// <param name="configure">Sets the options.</param>
        /// <exception cref="ArgumentException">There is a session of that name already.</exception>
        public IServiceCollection AddArc<TBinding>(string name, Action<ArcHostOptions>? configure = null)
            where TBinding : IArcBinding<TBinding>
        {
            var options = services.AddSession(name);
            if (configure is not null) options.Configure(configure);
            options.PostConfigure(static o =>
            {
                if (string.IsNullOrEmpty(o.ProgramFile) && o.Source is null) (o.Source, o.SourceName) = (TBinding.Source, TBinding.FileName);
                if (o.OfferedChannels is null && o.ChannelsFile is null && o.Channels.Count == 0) o.OfferedChannels = TBinding.Channels;
            });
            return services;
        }

        private OptionsBuilder<ArcHostOptions> AddSession(string name)
        {
            ArgumentNullException.ThrowIfNull(services);
            ArgumentException.ThrowIfNullOrWhiteSpace(name);
            if (services.Any(s => s.ServiceType == typeof(ArcRegistration) && s.ImplementationInstance is ArcRegistration known && known.Name == name))
                throw new ArgumentException($"there is an Arc session '{name}' already", nameof(name));
            services.AddSingleton(new ArcRegistration(name));
            services.AddKeyedSingleton(name, static (_, key) => new HostedArcSession((string)key!));
            services.TryAddSingleton(s => s.GetRequiredKeyedService<HostedArcSession>(name));
            services.TryAddSingleton<IArcSessions, ArcSessions>();
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ArcHostOptions>, ArcHostOptionsValidator>());
            services.AddSingleton<IHostedService>(s => new ArcHostedService(
                s.GetRequiredKeyedService<HostedArcSession>(name), s.GetRequiredService<IOptionsMonitor<ArcHostOptions>>(), s.GetRequiredService<IHostEnvironment>(),
                s.GetRequiredService<IHostApplicationLifetime>(), s.GetRequiredService<ILoggerFactory>(), s.GetService<TimeProvider>() ?? TimeProvider.System, s));
            return services.AddOptions<ArcHostOptions>(name).ValidateOnStart();
        }
    }
}
