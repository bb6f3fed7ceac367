using System.Collections.Immutable;
using System.Globalization;
using Arc.Language.Syntax;
using Arc.Sdk.Ir;
using Arc.Sdk.Symbols;
using Arc.Sdk.Types;

namespace Arc.Language.Flow;

/// <summary>An input, output or config parameter of a node while flows are analysed.</summary>
/// <param name="name">Its name.</param>
/// <param name="type">Its type.</param>
internal sealed class FlowPort(string name, FlowType type)
{
    public string Name { get; } = name;

    public FlowType Type { get; } = type;

    /// <summary>The default or configured value, once it is known.</summary>
    public Constant? Value { get; set; }

    /// <summary>Whether the port stands for a channel and its value for the channel's key.</summary>
    public bool IsChannel { get; init; }

    /// <summary>Computes <see cref="Value"/> when the type is decided; false after reporting why there is none.</summary>
    public Func<PrimitiveType, Constant?>? Resolve { get; set; }
}

/// <summary>A node while flows are analysed.</summary>
/// <param name="key">Its key in the IR.</param>
/// <param name="type">The name of a function, or the canonical <c>module.member</c>.</param>
/// <param name="name">What messages call it.</param>
/// <param name="span">Where it stands.</param>
internal sealed class FlowNode(string key, string type, string name, SourceSpan span)
{
    private ImmutableSortedDictionary<int, string> _reads = ImmutableSortedDictionary<int, string>.Empty;
    private ImmutableSortedDictionary<int, string> _writes = ImmutableSortedDictionary<int, string>.Empty;

    public string Key { get; } = key;

    public string Type { get; } = type;

    public string Name { get; } = name;

    public SourceSpan Span { get; } = span;

    public List<FlowPort> Config { get; } = [];

    public List<FlowPort> Inputs { get; } = [];

    public List<FlowPort> Outputs { get; } = [];

    /// <summary>Whether the outputs have names of their own, so that only a routing table can follow.</summary>
    public bool HasNamedOutputs { get; init; }

    /// <summary>The library member, for the author's check of its config.</summary>
    public Symbol? Member { get; init; }

    /// <summary>Whether what feeds the node is broken, so that nothing is said about its inputs.</summary>
    public bool IsForgotten { get; set; }

    /// <summary>Inputs that an edge feeds.</summary>
    public HashSet<string> Fed { get; } = new(StringComparer.Ordinal);

    /// <summary>The channels that the node reads and writes.</summary>
    public IrChannels Channels => _reads.IsEmpty && _writes.IsEmpty ? IrChannels.None : new IrChannels(_reads, _writes);

    public void Read(int channel, string name) => _reads = _reads.SetItem(channel, name);

    public void Write(int channel, string name) => _writes = _writes.SetItem(channel, name);
}

/// <summary>The nodes, edges and scopes of the flows that were analysed so far.</summary>
/// <param name="root">The root scope.</param>
internal sealed class FlowGraph(FlowScope root)
{
    /// <summary>The name of the root scope.</summary>
    public const string RootKey = "root";

    private readonly Dictionary<string, int> _counters = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public FlowScope Root { get; } = root;

    public List<FlowNode> Nodes { get; } = [];

    public List<IrEdge> Edges { get; } = [];

    public List<FlowEquation> Equations { get; } = [];

    /// <summary>What activates what: the place in the source, the scope of the source node, the node, the activated scope.</summary>
    public List<(int At, FlowScope From, string Node, FlowScope Target)> Activations { get; } = [];

    public void Add(FlowNode node, FlowScope scope)
    {
        Nodes.Add(node);
        scope.Members.Add(new FlowMember(node, null));
    }

    /// <summary>Keeps a name of the source from being generated.</summary>
    public void Reserve(string name) => _taken.Add(name);

    /// <summary>A key of a node or scope: the prefix and a number that counts from 0 per prefix (runtime section 2).</summary>
    /// <param name="prefix">The prefix.</param>
    /// <param name="isTaken">Names that the key must not have, besides those of nodes and scopes.</param>
    public string NextKey(string prefix, Func<string, bool>? isTaken = null)
    {
        while (true)
        {
            var number = _counters.GetValueOrDefault(prefix);
            _counters[prefix] = number + 1;
            var key = string.Create(CultureInfo.InvariantCulture, $"{prefix}_{number}");
            if (isTaken?.Invoke(key) != true && _taken.Add(key)) return key;
        }
    }
}
