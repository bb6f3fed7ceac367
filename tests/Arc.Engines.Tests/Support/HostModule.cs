using Arc.Sdk;

namespace Arc.Engines.Tests.Support;

/// <summary>Host functions of every form: static, bound, with and without context.</summary>
public sealed class HostModule(int step)
{
    public List<NodeKey> Seen { get; } = [];

    public Action<HostContext>? During { get; set; }

    public static int Twice(int x) => 2 * x;

    public static double Mean(double a, float b, long c, int d) => (a + b + c + d) / 4;

    public static int NodeOf(HostContext context) => context.Node.Index;

    public static int FirstByte(HostContext context, int address) =>
        context.Memory.TryRead((uint)address, 1, out var bytes) ? bytes[0] : -1;

    public static void Fail(int code) => throw new InvalidOperationException($"code {code}");

    public int Step(int x) => x + step;

    public int Reenter(HostContext context)
    {
        Seen.Add(context.Node);
        During?.Invoke(context);
        Seen.Add(context.Node);
        return context.Node.Index;
    }
}
