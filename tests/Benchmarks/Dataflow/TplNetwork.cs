using System.Threading.Tasks.Dataflow;

namespace Benchmarks.Dataflow;

/// <summary>The same shapes as networks of TPL Dataflow, built once.</summary>
internal sealed class TplNetwork : IDisposable
{
    private readonly ITargetBlock<double> _source;
    private readonly CountdownEvent _arrived = new(1);
    private double _last;

    private TplNetwork(Func<TplNetwork, ITargetBlock<double>> build) => _source = build(this);

    /// <summary>A chain of blocks; every message passes through all of them.</summary>
    public static TplNetwork Chain(int length) => new(network =>
    {
        var blocks = Enumerable.Range(0, length).Select(static _ => new TransformBlock<double, double>(static x => Math.Clamp(x, -1e9, 1e9))).ToArray();
        for (var i = 1; i < length; i++) blocks[i - 1].LinkTo(blocks[i]);
        blocks[^1].LinkTo(new ActionBlock<double>(x =>
        {
            network._last = x;
            network._arrived.Signal();
        }));
        return blocks[0];
    });

    /// <summary>One block that gives every message to many.</summary>
    public static TplNetwork Broadcast(int width) => new(network =>
    {
        var source = new BroadcastBlock<double>(static x => x);
        for (var i = 0; i < width; i++)
        {
            var isFirst = i == 0;
            source.LinkTo(new ActionBlock<double>(x =>
            {
                var y = Math.Clamp(x, -1e9, 1e9);
                if (isFirst) network._last = y;
                network._arrived.Signal();
            }));
        }

        return source;
    });

    /// <summary>Posts the numbers from 1 on, and waits until all have arrived everywhere.</summary>
    /// <param name="messages">How many.</param>
    /// <param name="arrivals">How often each arrives.</param>
    public double Stream(int messages, int arrivals = 1)
    {
        _arrived.Reset(messages * arrivals);
        for (var i = 1; i <= messages; i++) _source.Post(i);
        _arrived.Wait();
        return _last;
    }

    /// <summary>Posts the numbers from 1 on, each when the one before has arrived, as a control loop does.</summary>
    /// <param name="messages">How many.</param>
    public double OneByOne(int messages)
    {
        for (var i = 1; i <= messages; i++)
        {
            _arrived.Reset(1);
            _source.Post(i);
            _arrived.Wait();
        }

        return _last;
    }

    public void Dispose() => _arrived.Dispose();
}
