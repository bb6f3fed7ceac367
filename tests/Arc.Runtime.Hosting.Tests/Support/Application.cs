using Arc.Sdk.Channels;
using Arc.Sdk.Types;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Arc.Runtime.Hosting.Tests.Support;

/// <summary>An application with Arc sessions, in a folder of its own.</summary>
public sealed class Application : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("arc-hosting-");
    private IHost? _host;

    public string Folder => _folder.FullName;

    public LogSink Log { get; } = new();

    public IServiceProvider Services => _host!.Services;

    public HostedArcSession Session => Services.GetRequiredService<HostedArcSession>();

    public IHost Host => _host!;

    public string Path(string name) => System.IO.Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(Path(name), text);
        return Path(name);
    }

    /// <summary>Starts a host with one session.</summary>
    public Task StartAsync(Action<ArcHostOptions> configure) => StartAsync(builder => builder.Services.AddArc(configure));

    public async Task StartAsync(Action<HostApplicationBuilder> configure)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = Folder });
        builder.Logging.AddProvider(Log);
        configure(builder);
        builder.Services.AddHealthChecks().AddArc();
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _host, null) is not { } host) return;
        using (host) await host.StopAsync();
    }

    public async Task<HealthReportEntry> HealthAsync() => (await Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["arc"];

    public void Dispose()
    {
        _host?.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>A program that opens a valve above 8, with its channels.</summary>
    public static void Valve(ArcHostOptions options)
    {
        options.Source = "pressure > 8 -> valve";
        options.SourceName = "valve.arc";
        options.OfferedChannels = Channels;
    }

    public static IReadOnlyList<ChannelInfo> Channels { get; } =
        [new(1, "pressure", ArcType.Of(Primitive.F64)), new(2, "valve", ArcType.Of(Primitive.U8)), new(3, "ratio", ArcType.Of(Primitive.I64))];
}
