using System.Text.Json.Serialization;
using Arc.Runtime;
using Arc.Runtime.Hosting;

namespace TankServer;

/// <summary>The application: a control program, the tank that it controls, and what the web sees of both.</summary>
public static class TankApplication
{
    public const string Name = "tank";

    public static WebApplication Create(params string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        // The page asks ten times a second.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.AddArc<TankSession>(Name, options =>
        {
            options.SafeState["inlet"] = "0";
            options.Deadline = TimeSpan.FromMilliseconds(500);
            options.OnDeadlineMissed = DeadlineAction.Report;
            options.OnFault = FaultAction.Restart;
        });
        builder.Services.AddHealthChecks().AddArc(Name);
        builder.Services.AddHostedService<SimulatedTank>();
        builder.Services.AddSingleton<CurrentProgram>();
        builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals);
        var application = builder.Build();
        application.MapHealthChecks("/health");
        application.MapTank();
        return application;
    }
}
