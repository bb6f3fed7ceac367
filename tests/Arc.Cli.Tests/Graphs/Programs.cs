using System.Collections.Immutable;
using System.Reflection;
using Arc.Cases;
using Arc.Runtime;
using Arc.Sdk.Ir;

namespace Arc.Cli.Tests.Graphs;

/// <summary>Programs to draw.</summary>
internal static class Programs
{
    private static readonly string Root = typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "ArcRoot").Value!;

    /// <summary>The IR of every right program of the conformance cases that has nodes, by case.</summary>
    public static IEnumerable<(string Id, IrProgram Ir)> Conformance()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root, "tests", "Conformance", "cases"), "*.jsonl").Order(StringComparer.Ordinal))
        {
            foreach (var item in CaseFile.Read(file))
            {
                var options = new ArcOptions { Channels = item.Channels };
                using var program = (item.Graph is { } graph ? ArcProgram.CompileGraph(graph, options) : item.Source is { } source ? ArcProgram.Compile(source, options) : null)?.Program;
                if (program is { Compiled.Ir: { Nodes.Length: > 0 } ir }) yield return (item.Id, ir);
            }
        }
    }

    /// <summary>The IR of a text program.</summary>
    public static IrProgram Compile(string source, params string[] channels)
    {
        using var program = Program(source, channels);
        return program.Compiled.Ir;
    }

    /// <summary>A text program.</summary>
    public static ArcProgram Program(string source, params string[] channels)
    {
        var key = 0;
        return ArcProgram.Compile(source, new ArcOptions { Channels = [.. channels.Select(c => new Sdk.Channels.ChannelInfo(++key, c.Split(':')[0], ChannelList.ParseType(c.Split(':')[1])!))] }).ProgramOrThrow();
    }

    /// <summary>A program without scopes: a number of flows, each of a number of nodes, with edges that skip nodes now and then.</summary>
    public static IrProgram Flat(int flows, int length, int skip)
    {
        var nodes = new List<IrNode>();
        var edges = new List<IrEdge>();
        var strata = Enumerable.Range(0, length).Select(_ => new List<IrMember>()).ToList();
        for (var flow = 0; flow < flows; flow++)
        {
            for (var i = 0; i < length; i++)
            {
                var key = $"f{flow}_{i}";
                nodes.Add(new IrNode(key, "test", [], [], [], IrChannels.None));
                strata[i].Add(new IrMember(key, null));
                if (i > 0) edges.Add(new IrEdge(new IrHandle($"f{flow}_{i - 1}", "output"), new IrHandle(key, "input"), IrEdgeKind.Continuous));
                if (skip > 0 && i >= skip) edges.Add(new IrEdge(new IrHandle($"f{flow}_{i - skip}", "output"), new IrHandle(key, "trigger"), IrEdgeKind.Conditional));
            }
        }

        var root = new IrScope("root", IrMode.Parallel, IrLiveness.Always, [], [.. strata.Select(s => s.ToImmutableArray())], [], []);
        return new IrProgram([], [.. nodes], [.. edges], IrAuthorities.None, root);
    }
}
