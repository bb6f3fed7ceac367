using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Arc.Runtime.Hosting.Tests.Support;
using Microsoft.AspNetCore.Builder;
using TankServer;

namespace Arc.Runtime.Hosting.Tests;

/// <summary>The sample application, over HTTP.</summary>
public sealed class TankServerTests : IAsyncLifetime, IDisposable
{
    private readonly WebApplication _server = TankApplication.Create("--urls", "http://127.0.0.1:0", "--contentRoot", AppContext.BaseDirectory, "--Logging:LogLevel:Default", "None");
    private readonly HttpClient _client = new() { Timeout = Patience.Long };

    public async Task InitializeAsync()
    {
        await _server.StartAsync();
        _client.BaseAddress = new Uri(_server.Urls.Single());
    }

    public async Task DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Level_GoesToTheSetpoint()
    {
        await _client.PostAsJsonAsync("/channels/setpoint", 0.3);
        double level;
        do level = (await ChannelAsync("level")).ValueKind == JsonValueKind.Number ? (await ChannelAsync("level")).GetDouble() : 0;
        while (Math.Abs(level - 0.3) > 0.02);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync("/health")).StatusCode);
    }

    [Fact]
    public async Task Events_AreTheWritesOfTheProgram()
    {
        await using var stream = await _client.GetStreamAsync("/events");
        await foreach (var item in SseParser.Create(stream).EnumerateAsync())
        {
            if (item.EventType != "write") continue;
            Assert.Contains(JsonDocument.Parse(item.Data).RootElement.GetProperty("channel").GetString(), (string[])["inlet", "alarm"]);
            return;
        }
    }

    [Fact]
    public async Task Program_IsReplacedWhileTheTankRuns()
    {
        var answer = await _client.PutAsync("/program", new StringContent("level > 0 -> alarm\n0.75 -> inlet\n"));
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.StartsWith("level > 0", await _client.GetStringAsync("/program"), StringComparison.Ordinal);
        while ((await ChannelAsync("inlet")) is not { ValueKind: JsonValueKind.Number } inlet || inlet.GetDouble() != 0.75) await Task.Yield();
    }

    [Fact]
    public async Task Program_WithAnError_IsRefusedWithItsLine()
    {
        var answer = await _client.PutAsync("/program", new StringContent("level > 0 -> alarm\n0.75 -> inlett\n"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(2, problem.GetProperty("diagnostics")[0].GetProperty("line").GetInt32());
        Assert.StartsWith("// Keeps the level", await _client.GetStringAsync("/program"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("levl", "1", HttpStatusCode.NotFound)]
    [InlineData("level", "\"high\"", HttpStatusCode.BadRequest)]
    [InlineData("setpoint", "1.5", HttpStatusCode.Accepted)]
    public async Task Sample_IsCheckedBeforeItIsSent(string channel, string json, HttpStatusCode expected)
    {
        using var body = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        Assert.Equal(expected, (await _client.PostAsync($"/channels/{channel}", body)).StatusCode);
    }

    [Fact]
    public async Task Page_IsSelfContained()
    {
        var page = await _client.GetStringAsync("/");
        Assert.Contains("<title>Tank</title>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
    }

    private async Task<JsonElement> ChannelAsync(string name)
    {
        var state = await _client.GetFromJsonAsync<JsonElement>("/state");
        return state.GetProperty("channels").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name).GetProperty("value");
    }
}
