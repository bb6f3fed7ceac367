using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Arc.Sdk.Types;

namespace Arc.Sdk.Ir;

public static partial class IrJson
{
    /// <summary>Writes a program as one JSON object.</summary>
    public static void Write(Utf8JsonWriter writer, IrProgram program, IReadOnlyDictionary<string, int>? outputMemoryBases = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(program);
        writer.WriteStartObject();
        writer.WriteNumber("version", Version);
        WriteList(writer, "functions", program.Functions, WriteFunction);
        WriteList(writer, "nodes", program.Nodes, WriteNode);
        WriteList(writer, "edges", program.Edges, WriteEdge);
        WriteAuthorities(writer, program.Authorities);
        writer.WritePropertyName("root");
        WriteScope(writer, program.Root);
        if (outputMemoryBases is not null)
        {
            writer.WriteStartObject("output_memory_bases");
            foreach (var (function, address) in outputMemoryBases.OrderBy(b => b.Key, StringComparer.Ordinal)) writer.WriteNumber(function, address);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteFunction(Utf8JsonWriter writer, IrFunction function)
    {
        writer.WriteStartObject();
        writer.WriteString("key", function.Key);
        writer.WriteString("body", function.Body);
        WriteSignature(writer, function.Config, function.Inputs, function.Outputs, function.Channels);
        writer.WriteEndObject();
    }

    private static void WriteNode(Utf8JsonWriter writer, IrNode node)
    {
        writer.WriteStartObject();
        writer.WriteString("key", node.Key);
        writer.WriteString("type", node.Type);
        WriteSignature(writer, node.Config, node.Inputs, node.Outputs, node.Channels);
        writer.WriteEndObject();
    }

    private static void WriteSignature(
        Utf8JsonWriter writer, ImmutableArray<IrParam> config, ImmutableArray<IrParam> inputs, ImmutableArray<IrParam> outputs, IrChannels channels)
    {
        WriteList(writer, "config", config, WriteParam);
        WriteList(writer, "inputs", inputs, WriteParam);
        WriteList(writer, "outputs", outputs, WriteParam);
        writer.WriteStartObject("channels");
        WriteChannels(writer, "read", channels.Read);
        WriteChannels(writer, "write", channels.Write);
        writer.WriteEndObject();
    }

    private static void WriteChannels(Utf8JsonWriter writer, string name, ImmutableSortedDictionary<int, string> channels)
    {
        writer.WriteStartObject(name);
        foreach (var (key, channel) in channels) writer.WriteString(key.ToString(CultureInfo.InvariantCulture), channel);
        writer.WriteEndObject();
    }

    private static void WriteParam(Utf8JsonWriter writer, IrParam parameter)
    {
        writer.WriteStartObject();
        writer.WriteString("name", parameter.Name);
        writer.WriteString("type", parameter.Type.ToString());
        if (parameter.Value is { } value)
        {
            writer.WritePropertyName("value");
            WriteConstant(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteConstant(Utf8JsonWriter writer, Constant value)
    {
        switch (value.Kind)
        {
            case ConstantKind.Text:
                writer.WriteStringValue(value.Text);
                break;
            case ConstantKind.Integer:
                writer.WriteRawValue(value.Integer.ToString(CultureInfo.InvariantCulture));
                break;
            case ConstantKind.Float when double.IsFinite(value.Float):
                var digits = value.Float.ToString("R", CultureInfo.InvariantCulture);
                writer.WriteRawValue(digits.AsSpan().IndexOfAny(".E") < 0 ? digits + ".0" : digits);
                break;
            default:
                // JSON has no such number.
                writer.WriteStartObject();
                writer.WriteString("float", value.Float.ToString("R", CultureInfo.InvariantCulture));
                writer.WriteEndObject();
                break;
        }
    }

    private static void WriteEdge(Utf8JsonWriter writer, IrEdge edge)
    {
        writer.WriteStartObject();
        WriteHandle(writer, "source", edge.Source);
        WriteHandle(writer, "target", edge.Target);
        writer.WriteNumber("kind", (int)edge.Kind);
        writer.WriteEndObject();
    }

    private static void WriteHandle(Utf8JsonWriter writer, string name, IrHandle handle)
    {
        writer.WriteStartObject(name);
        writer.WriteString("node", handle.Node);
        writer.WriteString("param", handle.Param);
        writer.WriteEndObject();
    }

    private static void WriteAuthorities(Utf8JsonWriter writer, IrAuthorities authorities)
    {
        writer.WriteStartObject("authorities");
        if (authorities.Default is { } value) writer.WriteNumber("default", value);
        writer.WriteStartObject("channels");
        foreach (var (key, authority) in authorities.Channels) writer.WriteNumber(key.ToString(CultureInfo.InvariantCulture), authority);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteScope(Utf8JsonWriter writer, IrScope scope)
    {
        writer.WriteStartObject();
        writer.WriteString("key", scope.Key);
        writer.WriteNumber("mode", (int)scope.Mode);
        writer.WriteNumber("liveness", (int)scope.Liveness);
        WriteList(writer, "activations", scope.Activations, static (w, activation) =>
        {
            w.WriteStartObject();
            WriteHandle(w, "on", activation.On);
            w.WriteNumber("kind", (int)activation.Kind);
            w.WriteEndObject();
        });
        if (scope.Mode == IrMode.Parallel)
        {
            writer.WriteStartArray("strata");
            foreach (var stratum in scope.Strata)
            {
                writer.WriteStartArray();
                foreach (var member in stratum) WriteMember(writer, member);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }
        else
        {
            WriteList(writer, "steps", scope.Steps, WriteMember);
        }

        if (scope.Mode == IrMode.Sequential || !scope.Transitions.IsEmpty)
        {
            WriteList(writer, "transitions", scope.Transitions, static (w, transition) =>
            {
                w.WriteStartObject();
                WriteHandle(w, "on", transition.On);
                if (transition.TargetKey is { } target) w.WriteString("target_key", target);
                w.WriteEndObject();
            });
        }

        writer.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter writer, IrMember member)
    {
        writer.WriteStartObject();
        if (member.NodeKey is { } node)
        {
            writer.WriteString("node_key", node);
        }
        else
        {
            writer.WritePropertyName("scope");
            WriteScope(writer, member.Scope!);
        }

        writer.WriteEndObject();
    }

    private static void WriteList<T>(Utf8JsonWriter writer, string name, ImmutableArray<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray(name);
        foreach (var item in items) write(writer, item);
        writer.WriteEndArray();
    }
}
