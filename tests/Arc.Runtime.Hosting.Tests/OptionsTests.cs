using Arc.Runtime.Hosting.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Arc.Runtime.Hosting.Tests;

/// <summary>What is wrong with the options is said when the host starts.</summary>
public sealed class OptionsTests : ApplicationTests
{
    public static TheoryData<Action<ArcHostOptions>, string> Mistakes => new()
    {
        { o => o.Source = null, "ProgramFile or Source is required" },
        { o => o.ProgramFile = "valve.arc", "ProgramFile and Source exclude each other" },
        { o => (o.Source, o.ProgramFile) = (null, "missing.arc"), "ProgramFile: Could not find file" },
        { o => o.Source = "pressure > 8 -> valv", "Source: valve.arc:1:17: error ARC" },
        { o => o.Channels["pressure"] = "f64", "Channels, ChannelsFile and OfferedChannels exclude each other" },
        { o => (o.OfferedChannels, o.Channels["pressure"]) = (null, "f65"), "Channels:pressure: 'f65' is no type of a channel" },
        { o => (o.OfferedChannels, o.ChannelsFile) = (null, "missing.json"), "ChannelsFile: Could not find file" },
        { o => o.OfferedChannels = [o.OfferedChannels![0], o.OfferedChannels[0]], "OfferedChannels: " },
        { o => o.Engine = "v8", "Engine: there is no engine 'v8'; expected managed or wasmtime" },
        { o => o.SafeState["valv"] = "1", "SafeState:valv: there is no channel 'valv'" },
        { o => o.SafeState["valve"] = "256", "SafeState:valve: 256 is not a value of type u8" },
        { o => o.Deadline = TimeSpan.Zero, "Deadline: 00:00:00 is not a positive time" },
        { o => o.Watch = true, "Watch: only a ProgramFile can be watched" },
        { o => o.RestartDelay = TimeSpan.FromHours(1), "LongestRestartDelay: 00:01:00 is less than RestartDelay, 01:00:00" },
        { o => o.CheckpointInterval = TimeSpan.Zero, "CheckpointInterval: 00:00:00 is not a positive time" },
        { o => o.CycleBudget = -1, "CycleBudget: -1 is negative; 0 means no bound" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Start_WithAMistake_NamesTheOption(Action<ArcHostOptions> mistake, string message)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => Application.StartAsync(o =>
        {
            Support.Application.Valve(o);
            mistake(o);
        }));
        Assert.Contains($"Arc session 'arc': {message}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_AreBoundFromConfiguration()
    {
        Application.Write("valve.arc", "pressure > 8bar -> valve");
        await Application.StartAsync(builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Arc:ProgramFile"] = "valve.arc",
                ["Arc:Channels:pressure"] = "f64 bar",
                ["Arc:Channels:valve"] = "u8",
                ["Arc:SafeState:valve"] = "0",
                ["Arc:SafeAuthority"] = "0",
                ["Arc:Deadline"] = "00:01:00",
                ["Arc:OnDeadlineMissed"] = "Report",
                ["Arc:OnFault"] = "Restart",
            });
            builder.Services.AddArc("arc", builder.Configuration.GetSection("Arc"));
        });
        Assert.Equal(["pressure", "valve"], Application.Session.Current.Channels.Select(c => c.Name));
        Assert.Equal("f64 bar", Application.Session.Current.Channels[0].Type.ToString());
        var options = Application.Services.GetRequiredService<IOptionsMonitor<ArcHostOptions>>().Get("arc");
        Assert.Equal((FaultAction.Restart, DeadlineAction.Report), (options.OnFault, options.OnDeadlineMissed));
    }

    [Fact]
    public async Task Configuration_WithAnUnknownOption_IsRefused()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Application.StartAsync(builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Arc:Source"] = "", ["Arc:Dedline"] = "00:01:00" });
            builder.Services.AddArc("arc", builder.Configuration.GetSection("Arc"));
        }));
        Assert.Contains("Dedline", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChannelsFile_IsReadAsByTheCommandLine()
    {
        Application.Write("channels.json", """{ "pressure": "f64", "valve": "u8", /* spare */ }""");
        await Application.StartAsync(o =>
        {
            Support.Application.Valve(o);
            (o.OfferedChannels, o.ChannelsFile) = (null, "channels.json");
        });
        Assert.Equal([1, 2], Application.Session.Current.Channels.Select(c => c.Key));
    }
}
