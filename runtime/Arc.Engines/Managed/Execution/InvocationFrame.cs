using Arc.Sdk;

namespace Arc.Engines.Managed.Execution;

/// <summary>What one invocation keeps on the stack of the method that makes it: its context, and what to put back afterwards.</summary>
internal struct InvocationFrame
{
    public HostContext Context;
    public nint Previous;
    public int PreviousCall;
}
