using System.Threading.Tasks.Dataflow;

namespace Benchmarks.Dataflow;

/// <summary>The same shapes as networks of TPL Dataflow.</summary>
internal static class TplNetwork
{
    /// <summary>A chain of blocks; every message passes through all of them.</summary>
    /// <param name="length">Number of blocks.</param>
    /// <param name="messages">Number of messages.</param>
    public static double Chain(int length, int messages)
    {
        var blocks = Enumerable.Range(0, length).Select(static _ => new TransformBlock<double, double>(static x => Math.Clamp(x, -1e9, 1e9))).ToArray();
        var last = 0.0;
        var end = new ActionBlock<double>(x => last = x);
        var link = new DataflowLinkOptions { PropagateCompletion = true };
        for (var i = 1; i < length; i++) blocks[i - 1].LinkTo(blocks[i], link);
        blocks[^1].LinkTo(end, link);
        for (var i = 1; i <= messages; i++) blocks[0].Post(i);
        blocks[0].Complete();
        end.Completion.Wait();
        return last;
    }

    /// <summary>One block that gives every message to many.</summary>
    /// <param name="width">Number of blocks that receive it.</param>
    /// <param name="messages">Number of messages.</param>
    public static double Broadcast(int width, int messages)
    {
        var last = 0.0;
        var source = new BroadcastBlock<double>(static x => x);
        var ends = Enumerable.Range(0, width).Select(i => new ActionBlock<double>(x =>
        {
            var y = Math.Clamp(x, -1e9, 1e9);
            if (i == 0) last = y;
        })).ToArray();
        var link = new DataflowLinkOptions { PropagateCompletion = true };
        foreach (var end in ends) source.LinkTo(end, link);
        for (var i = 1; i <= messages; i++) source.Post(i);
        source.Complete();
        Task.WaitAll(Array.ConvertAll(ends, static e => e.Completion));
        return last;
    }
}
