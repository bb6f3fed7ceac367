using System.Text.Json;
using Arc.Language.Syntax;
using Arc.Sdk.Ir;

namespace Arc.Language.Graphs;

/// <summary>A graph program as read from its JSON, before any name has a meaning (runtime section 3). Spans lie in <see cref="Source"/>.</summary>
/// <param name="Source">The texts of types and bodies, one section for everything that an error can name.</param>
/// <param name="Functions">The functions.</param>
/// <param name="Nodes">The nodes.</param>
/// <param name="Edges">The edges.</param>
/// <param name="Problems">What is wrong with the document's form.</param>
internal sealed record GraphDocument(
    SourceText Source, List<GraphFunction> Functions, List<GraphNode> Nodes, List<GraphEdge> Edges, List<GraphProblem> Problems);

/// <summary>A function.</summary>
/// <param name="Key">Its name; missing if the document has none.</param>
/// <param name="Config">Config parameters.</param>
/// <param name="Inputs">Inputs.</param>
/// <param name="Outputs">Outputs.</param>
/// <param name="Body">Where its body stands.</param>
internal sealed record GraphFunction(
    Identifier Key, List<GraphParameter> Config, List<GraphParameter> Inputs, List<GraphParameter> Outputs, SourceSpan Body);

/// <summary>A parameter or output of a function.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Where its type stands; empty if it is missing.</param>
/// <param name="Default">The value when it is left out.</param>
internal sealed record GraphParameter(Identifier Name, SourceSpan Type, GraphValue? Default);

/// <summary>A value as written.</summary>
/// <param name="Json">The value.</param>
/// <param name="Span">Where it stands.</param>
internal readonly record struct GraphValue(JsonElement Json, SourceSpan Span);

/// <summary>A node.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Type">The function or library member, bare or qualified.</param>
/// <param name="Config">The given config values.</param>
internal sealed record GraphNode(Identifier Key, Identifier Type, List<(Identifier Name, GraphValue Value)> Config);

/// <summary>An edge.</summary>
/// <param name="Span">Where it stands.</param>
/// <param name="Source">The output.</param>
/// <param name="Target">The input.</param>
/// <param name="Kind">When it triggers.</param>
internal sealed record GraphEdge(SourceSpan Span, GraphHandle Source, GraphHandle Target, IrEdgeKind Kind);

/// <summary>One end of an edge.</summary>
/// <param name="Node">The node's key.</param>
/// <param name="Param">The output or input.</param>
internal readonly record struct GraphHandle(Identifier Node, string Param);

/// <summary>Something that is wrong with the form of a document.</summary>
/// <param name="Span">Where.</param>
/// <param name="Message">What.</param>
internal readonly record struct GraphProblem(SourceSpan Span, string Message);
