using Arc.Engines;
using Arc.Sdk.Channels;
using Arc.Sdk.Values;

namespace Arc.Runtime;

/// <summary>What a <see cref="CallSession"/> gets from its host.</summary>
public sealed record CallOptions
{
    /// <summary>The defaults.</summary>
    public static CallOptions Default { get; } = new();

    /// <summary>The engine that runs the guest. The managed one unless set.</summary>
    public IWasmEngine Engine { get; init; } = ArcProgram.DefaultEngine;

    /// <summary>Bounds on the guest: call stack, execution budget, deadline, memory.</summary>
    public InstanceOptions Limits { get; init; } = InstanceOptions.Default;

    /// <summary>Services that modules may ask for.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>Where the wall clock is read.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Bytes that strings and series of one call may occupy. Default 64 MiB.</summary>
    public long HandleBytes { get; init; } = HandleBudget.DefaultLimit;

    /// <summary>The channels of the session; null for those that the program was compiled with.</summary>
    public IReadOnlyList<ChannelInfo>? Channels { get; init; }
}
