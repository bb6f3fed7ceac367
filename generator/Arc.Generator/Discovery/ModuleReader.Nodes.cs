using Arc.Generator.Model;
using Arc.Generator.Support;
using Arc.Generator.Validation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arc.Generator.Discovery;

// Classes with [ReactiveNode].
internal sealed partial class ModuleReader
{
    private const int WakeInput = 1;
    private const int WakeAlways = 8;

    private NodeEntry? ReadNode(INamedTypeSymbol type, AttributeData attribute)
    {
        var before = _problems.Errors;
        var explicitName = attribute.FirstText();
        var arcName = explicitName ?? ArcNames.SnakeCase(type.Name);
        CheckMemberName(type, attribute, arcName, explicitName is not null);
        CheckNodeClass(type);
        var typeParameters = _constraints.Read(type, type.TypeParameters);
        var values = new ValueReader(_problems, typeParameters.ToDictionary(p => p.Name, p => p.Set));
        var config = new List<ParameterModel>();
        var ports = new List<PortModel>();
        foreach (var property in type.GetMembers().OfType<IPropertySymbol>())
        {
            // The generated half of a partial property is the implementation; only the author's half has the attributes.
            if (property.PartialDefinitionPart is not null) continue;
            if (property.Attribute("ConfigAttribute") is { } configAttribute)
            {
                if (ReadConfig(property, configAttribute, values) is { } value) config.Add(value);
            }
            else if (property.Attribute("InputAttribute") is { } input)
            {
                if (ReadPort(property, input, values, isInput: true) is { } port) ports.Add(port);
            }
            else if (property.Attribute("OutputAttribute") is { } output)
            {
                if (ReadPort(property, output, values, isInput: false) is { } port) ports.Add(port);
            }
            else if (property.IsPartialDefinition && UnusableReader.IsPort(property.Type))
            {
                var direction = property.Type.Name == "InputPort" ? "Input" : "Output";
                _problems.AddWithFix(Rules.Port, property, $"[{direction}]", property.Name, $"is not marked [{direction}], so nothing would connect it", property.Type.Name);
            }
        }

        var services = ReadConstructor(type, _type, Rules.NodeConstructor);
        if (_problems.Errors != before) return null;
        CheckDistinct(type, config.Select(c => c.ArcName).Concat(ports.Select(p => p.ArcName)));
        CheckVariables(type, typeParameters, [.. config.Select(c => c.Type), .. ports.Select(p => p.Type)]);
        if (_problems.Collects) CheckDocumentation(type, arcName);
        var check = attribute.Text("Check") is { } checkName ? ReadCheck(type, attribute, checkName, type) : "";
        if (_problems.Errors != before || services is null) return null;

        var wake = attribute.Number("Wake");
        var codecs = new List<string>();
        var fields = ReadFields(type, codecs);
        var model = new NodeModel(type.Name)
        {
            Cref = Displays.Cref(type),
            Keyword = type.IsRecord ? "record" : "class",
            TypeParameters = typeParameters,
            Config = config.ToEquatable(),
            Ports = ports.ToEquatable(),
            Services = services.ToEquatable(),
            Fields = fields.ToEquatable(),
            Codecs = codecs.ToEquatable(),
            HasReset = type.GetMembers("Reset").OfType<IMethodSymbol>()
                .Any(m => m is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, ReturnsVoid: true, Parameters.IsEmpty: true, IsGenericMethod: false }),
            Wake = wake != 0 ? wake : ports.Any(p => p.IsInput) ? WakeInput : WakeAlways,
        };
        return new NodeEntry(type, arcName, model)
        {
            IsInternal = attribute.Flag("Internal"),
            Check = check,
            Documentation = RawDocumentation.Of(type, _cancellation),
            Prelude = ReadPrelude(type, arcName),
        };
    }

    private void CheckNodeClass(INamedTypeSymbol type)
    {
        if (!IsPartial(type, _cancellation)) _problems.Add(Rules.NodeNotPartial, type, type.Name, "it is not partial");
        if (type.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal)) _problems.Add(Rules.NodeNotPartial, type, type.Name, "it is not public");
        if (type.IsStatic || type.IsAbstract) _problems.Add(Rules.NodeNotPartial, type, type.Name, $"it is {(type.IsStatic ? "static" : "abstract")}");
        if (IsForbidden(type)) _problems.Add(Rules.NodeNotPartial, type, type.Name, "it is marked [Obsolete] as an error, which generated code runs into");
        var executes = type.GetMembers("Execute").OfType<IMethodSymbol>().Any(m =>
            m is { IsStatic: false, ReturnsVoid: true, IsGenericMethod: false, Parameters.Length: 1, DeclaredAccessibility: Accessibility.Public or Accessibility.Internal }
            && m.Parameters[0] is { RefKind: RefKind.Ref } parameter && parameter.Type.IsSdk("NodeContext"));
        if (!executes) _problems.Add(Rules.NodeExecute, type, type.Name);
    }

    private ParameterModel? ReadConfig(IPropertySymbol property, AttributeData attribute, ValueReader values)
    {
        var before = _problems.Errors;
        if (TypeReader.Read(property.Type) is not { Shape: TypeShape.Scalar or TypeShape.Channel } type)
        {
            _problems.AddWithFix(Rules.ParameterType, property, TypeReader.Nearest(property.Type), property.Name, TypeReader.Display(property.Type), TypeReader.Suggestion(property.Type));
            return null;
        }

        CheckNullable(property, property.Type, type);
        if (property.IsStatic || property.SetMethod is null || property.SetMethod.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected)
            _problems.Add(Rules.ConfigProperty, property, property.Name, property.IsStatic ? "is static" : "cannot be set", TypeReader.Display(property.Type));
        else if (UnusableReader.IsUnimplemented(property))
            _problems.Add(Rules.ConfigProperty, property, property.Name, "is partial, as only ports are", TypeReader.Display(property.Type));
        type = values.Decorate(property, type, property.Attribute("UnitAttribute"), property.Attribute("ChannelAccessAttribute"));
        var explicitName = attribute.Text("Name");
        var arcName = explicitName ?? ArcNames.SnakeCase(property.Name);
        CheckParameterName(property, property.ContainingType, arcName, explicitName is not null);
        var value = new ParameterModel(property.Name, arcName, type)
        {
            IsConfig = true,
            Default = values.FromText(property, type, attribute.Text("Default")),
            Check = values.Bounds(property, type, attribute),
            Documentation = RawDocumentation.Of(property, _cancellation),
        };
        values.CheckDefault(property, value);
        return _problems.Errors == before ? value : null;
    }

    private PortModel? ReadPort(IPropertySymbol property, AttributeData attribute, ValueReader values, bool isInput)
    {
        var before = _problems.Errors;
        var portType = isInput ? "InputPort" : "OutputPort";
        if (property.Type is not INamedTypeSymbol { TypeArguments.Length: 1 } generic || !generic.IsSdk(portType))
        {
            var carried = property.Type is INamedTypeSymbol { IsGenericType: true, TypeArguments.Length: 1 } other ? other.TypeArguments[0] : property.Type;
            _problems.AddWithFix(Rules.Port, property, Carried(carried), property.Name, $"has the type '{TypeReader.Display(property.Type)}'", portType);
            return null;
        }

        if (TypeReader.Read(generic.TypeArguments[0]) is not { Shape: TypeShape.Scalar, IsNullable: false } type)
        {
            _problems.AddWithFix(Rules.Port, property, Carried(generic.TypeArguments[0]), property.Name, $"carries '{TypeReader.Display(generic.TypeArguments[0])}', which is no Arc type", portType);
            return null;
        }

        if (type.IsString) _problems.AddWithFix(Rules.Port, property, "Text", property.Name, "carries 'string', but ports carry text as 'Text'", portType);
        if (!IsPartialProperty(property)) _problems.AddWithFix(Rules.Port, property, Carried(generic.TypeArguments[0]), property.Name, "is not partial", portType);
        else if (property.IsStatic || property.SetMethod is not null || property.GetMethod is null)
            _problems.AddWithFix(Rules.Port, property, Carried(generic.TypeArguments[0]), property.Name, property.IsStatic ? "is static" : "can be set", portType);
        type = values.Decorate(property, type, property.Attribute("UnitAttribute"), property.Attribute("ChannelAccessAttribute"));
        var explicitName = attribute.Text("Name");
        var arcName = explicitName ?? ArcNames.SnakeCase(property.Name);
        CheckParameterName(property, property.ContainingType, arcName, explicitName is not null);
        var port = new PortModel(isInput, property.Name, arcName, type, SyntaxFacts.GetText(property.DeclaredAccessibility))
        {
            Default = values.FromText(property, type, attribute.Text("Default")),
            Documentation = RawDocumentation.Of(property, _cancellation),
        };
        return _problems.Errors == before ? port : null;
    }

    // What a port could carry instead of something else; null if nothing is near.
    private static string? Carried(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_String ? "Text"
        : TypeReader.Read(type) is { Shape: TypeShape.Scalar } ? TypeReader.Display(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)).TrimEnd('?')
        : TypeReader.Nearest(type) is { } nearest && !nearest.StartsWith("Series<", StringComparison.Ordinal) ? nearest == "string" ? "Text" : nearest
        : null;

    private bool IsPartialProperty(IPropertySymbol property) =>
        property.IsPartialDefinition
        || property.DeclaringSyntaxReferences.Any(r =>
            r.GetSyntax(_cancellation) is PropertyDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private sealed record NodeEntry(INamedTypeSymbol Type, string ArcName, NodeModel Node)
    {
        public bool IsInternal { get; init; }

        public string Check { get; init; } = "";

        public string Documentation { get; init; } = "";

        public List<PreludeModel> Prelude { get; init; } = [];
    }
}
