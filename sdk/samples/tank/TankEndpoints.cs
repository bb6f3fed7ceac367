using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Arc.Dataflow;
using Arc.Runtime;
using Arc.Runtime.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace TankServer;

/// <summary>What the web sees of a session.</summary>
public static class TankEndpoints
{
    public static void MapTank(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", Page);
        routes.MapGet("/state", (HostedArcSession session) => session.Current.InspectAsync());
        routes.MapGet("/events", (HostedArcSession session, IHostApplicationLifetime lifetime, CancellationToken aborted) => TypedResults.ServerSentEvents(Events(session, lifetime.ApplicationStopping, aborted)));
        routes.MapPost("/channels/{name}", SendAsync);
        routes.MapGet("/program", (CurrentProgram program) => program.Source);
        routes.MapPut("/program", ReplaceAsync);
    }

    private static IResult Page() => Results.Stream(typeof(TankEndpoints).Assembly.GetManifestResourceStream("page.html")!, "text/html; charset=utf-8");

    private static async IAsyncEnumerable<SseItem<object>> Events(HostedArcSession session, CancellationToken stopping, [EnumeratorCancellation] CancellationToken aborted)
    {
        // An open stream must not keep the application from stopping.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted);
        await foreach (var item in session.EventsAsync(cancellation: either.Token))
        {
            switch (item)
            {
                case ChannelSamples samples:
                    yield return new SseItem<object>(new { time = samples.Time / 1_000_000, channel = samples.Channel.Name, value = samples[samples.Count - 1].ToString(), samples.IsSafeState }, "write");
                    break;
                case NodeFailed failure:
                    yield return new SseItem<object>(new { time = failure.Time / 1_000_000, message = failure.ToString() }, "failure");
                    break;
                case SafeStateEntered safe:
                    yield return new SseItem<object>(new { time = safe.Time / 1_000_000, message = safe.Reason }, "safe");
                    break;
                case ProgramReplaced replaced:
                    yield return new SseItem<object>(new { time = replaced.Time / 1_000_000 }, "replaced");
                    break;
            }
        }
    }

    private static async Task<IResult> SendAsync(string name, [FromBody] JsonElement value, HostedArcSession session, CancellationToken aborted)
    {
        var current = session.Current;
        if (current.Channels.FirstOrDefault(c => c.Name == name) is not { } channel) return Results.Problem($"there is no channel '{name}'", statusCode: StatusCodes.Status404NotFound);
        try
        {
            await current.SendValueAsync(name, ArcValueJson.Read(value, channel.Type), aborted);
            return Results.Accepted();
        }
        catch (FormatException e)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status400BadRequest);
        }
        catch (ChannelClosedException)
        {
            return Results.Problem("the session has ended", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> ReplaceAsync(HttpRequest request, HostedArcSession session, CurrentProgram program)
    {
        using var reader = new StreamReader(request.Body);
        var source = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        try
        {
            var compilation = await session.ReplaceAsync(source, TankSession.FileName);
            if (compilation.Success)
            {
                program.Source = source;
                return Results.NoContent();
            }

            var diagnostics = compilation.Diagnostics.Select(d => new { d.Start.Line, d.Start.Column, severity = d.Severity.ToString(), d.Code, d.Message });
            return Results.Problem(
                "the program has errors; the one before runs on", statusCode: StatusCodes.Status400BadRequest,
                extensions: new Dictionary<string, object?> { ["diagnostics"] = diagnostics });
        }
        catch (Exception e) when (e is DataflowException or ArgumentException)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status400BadRequest);
        }
        catch (InvalidOperationException e)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
