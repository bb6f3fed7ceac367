using Arc.Generator.Model;
using Arc.Generator.Support;
using Arc.Generator.Validation;
using Microsoft.CodeAnalysis;

namespace Arc.Generator.Discovery;

// Methods with [HostFunction].
internal sealed partial class ModuleReader
{
    private const int CallContext = 1;
    private const int FlowContext = 2;

    // A method without the attribute is remembered, too: finding out takes as long as reading one.
    private MethodEntry? ReadMethod(IMethodSymbol method)
    {
        var known = _readings?.Find(method, _cancellation);
        if (known is null)
        {
            var before = _problems.Count;
            known = method.Attribute("HostFunctionAttribute") is { } attribute ? ReadMethod(method, attribute) : MethodReading.None;
            if (known is not null && _problems.Count == before) _readings?.Keep(method, known, _cancellation);
        }

        return known?.Body is { } body ? new MethodEntry(method, body, known) : null;
    }

    private MethodReading? ReadMethod(IMethodSymbol method, AttributeData attribute)
    {
        var before = _problems.Errors;
        var explicitName = attribute.FirstText();
        var arcName = explicitName ?? ArcNames.SnakeCase(method.Name);
        var contexts = attribute.FirstEnum() ?? (CallContext | FlowContext);
        CheckMethodShape(method);
        CheckMemberName(method, attribute, arcName, explicitName is not null);
        if ((contexts & (CallContext | FlowContext)) == 0) _problems.Add(Rules.NoForm, method, attribute, method.Name);

        var typeParameters = _constraints.Read(method, method.TypeParameters);
        var values = new ValueReader(_problems, typeParameters.ToDictionary(p => p.Name, p => p.Set));
        var takesContext = method.Parameters.Length > 0 && method.Parameters[0].Type.IsSdk("HostContext");
        var parameters = new List<ParameterModel>();
        foreach (var parameter in method.Parameters.Skip(takesContext ? 1 : 0))
        {
            if (ReadParameter(parameter, values) is { } read) parameters.Add(read);
        }

        var outputs = ReadResult(method, values);
        if (_problems.Errors != before) return null;

        CheckDistinct(method, parameters.Select(p => p.ArcName).Concat(outputs.Where(o => o.CsName.Length > 0).Select(o => o.ArcName)));
        CheckVariables(method, typeParameters, [.. parameters.Select(p => p.Type), .. outputs.Select(o => o.Type)]);
        var isTuple = method.ReturnType.IsTupleType;
        var hasFlow = (contexts & FlowContext) != 0;
        if (isTuple && contexts == CallContext) _problems.Add(Rules.TupleInCall, method, attribute, method.Name);
        if (hasFlow) parameters = CheckFlow(method, parameters, outputs);
        else CheckNoConfig(method);
        if (_problems.Collects) CheckDocumentation(method, arcName);
        var check = attribute.Text("Check") is { } checkName ? ReadCheck(method, attribute, checkName, _type) : "";
        if (_problems.Errors != before) return null;

        var model = new BodyModel(method.Name)
        {
            Cref = Displays.Cref(method),
            IsStatic = method.IsStatic,
            TakesContext = takesContext,
            HasCall = (contexts & CallContext) != 0 && !isTuple,
            HasFlow = hasFlow,
            TypeParameters = typeParameters,
            Parameters = parameters.ToEquatable(),
            Outputs = outputs.ToEquatable(),
            IsTuple = isTuple,
        };
        return new MethodReading(arcName, model)
        {
            IsInternal = attribute.Flag("Internal"),
            Check = check,
            Documentation = RawDocumentation.Of(method, _cancellation),
            Prelude = ReadPrelude(method, arcName),
        };
    }

    private void CheckMethodShape(IMethodSymbol method)
    {
        if (method.DeclaredAccessibility != Accessibility.Public) _problems.Add(Rules.MemberNotPublic, method, method.Name);
        if (method.IsAbstract) _problems.Add(Rules.BadOverridable, method, method.Name, "abstract");
        if (IsAsynchronous(method))
            _problems.Add(Rules.Asynchronous, method, method.Name);
        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
            _problems.Add(Rules.ResultType, method, method.Name, "ref " + TypeReader.Display(method.ReturnType), "return the value itself");
        if (IsForbidden(method)) _problems.Add(Rules.BadOverridable, method, method.Name, "marked [Obsolete] as an error, which generated code runs into");
        if (method.IsVararg) _problems.Add(Rules.BadOverridable, method, method.Name, "__arglist");
    }

    /// <summary>Whether C# refuses every use.</summary>
    private static bool IsForbidden(ISymbol symbol) => symbol.GetAttributes().Any(a =>
        a.AttributeClass is { Name: "ObsoleteAttribute", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
        && a.ConstructorArguments.Length == 2 && a.ConstructorArguments[1].Value is true);

    private static bool IsAsynchronous(IMethodSymbol method) =>
        method.IsAsync || method.ReturnType is { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } };

    private void CheckMemberName(ISymbol member, AttributeData attribute, string arcName, bool isExplicit)
    {
        if (!ArcNames.IsIdentifier(arcName)) _problems.AddWithFix(Rules.MemberName, member, attribute, ArcNames.Repair(arcName), arcName, "it is no identifier");
        else if (!isExplicit && ArcNames.IsKeyword(arcName)) _problems.AddWithFix(Rules.MemberName, member, attribute, ArcNames.Repair(arcName), arcName, "it is a keyword");
    }

    private ParameterModel? ReadParameter(IParameterSymbol parameter, ValueReader values)
    {
        if (parameter.Type.IsSdk("HostContext"))
        {
            _problems.Add(Rules.ContextNotFirst, parameter, parameter.ContainingSymbol.Name);
            return null;
        }

        if (parameter.IsParams || parameter.RefKind != RefKind.None)
        {
            var modifier = parameter.IsParams ? "params" : parameter.RefKind switch { RefKind.Ref => "ref", RefKind.Out => "out", RefKind.In => "in", _ => "ref readonly" };
            _problems.Add(Rules.ParameterModifier, parameter, parameter.Name, modifier);
            return null;
        }

        if (TypeReader.Read(parameter.Type) is not { } type)
        {
            _problems.AddWithFix(Rules.ParameterType, parameter, TypeReader.Nearest(parameter.Type), parameter.Name, TypeReader.Display(parameter.Type), TypeReader.Suggestion(parameter.Type));
            return null;
        }

        CheckNullable(parameter, parameter.Type, type);
        var config = parameter.Attribute("ConfigAttribute");
        type = values.Decorate(parameter, type, parameter.Attribute("UnitAttribute"), parameter.Attribute("ChannelAccessAttribute"));
        var explicitName = config?.Text("Name") ?? parameter.Attribute("NameAttribute")?.FirstText();
        var arcName = explicitName ?? ArcNames.SnakeCase(parameter.Name);
        CheckParameterName(parameter, parameter.ContainingSymbol, arcName, explicitName is not null);
        var value = new ParameterModel(parameter.Name, arcName, type)
        {
            IsConfig = config is not null,
            Default = values.FromText(parameter, type, config?.Text("Default")) ?? values.FromCSharp(parameter, type),
            Check = values.Bounds(parameter, type, config),
        };
        values.CheckDefault(parameter, value);
        return value;
    }

    private List<OutputModel> ReadResult(IMethodSymbol method, ValueReader values)
    {
        if (method.ReturnsVoid || method.ReturnsByRef || method.ReturnsByRefReadonly || IsAsynchronous(method)) return [];
        if (method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple)
        {
            var outputs = new List<OutputModel>();
            foreach (var element in tuple.TupleElements)
            {
                if (!element.IsExplicitlyNamedTupleElement)
                {
                    _problems.Add(Rules.TupleNames, method, method.Name);
                    return [];
                }

                if (ReadOutput(method, element.Type, element.Name, ArcNames.SnakeCase(element.Name), values, null) is { } output) outputs.Add(output);
            }

            return outputs;
        }

        var name = method.ReturnAttribute("NameAttribute")?.FirstText() ?? "output";
        if (!ArcNames.IsIdentifier(name)) _problems.Add(Rules.ParameterName, method, name, method.Name, "it is no identifier");
        return ReadOutput(method, method.ReturnType, "", name, values, method.ReturnAttribute("UnitAttribute")) is { } single ? [single] : [];
    }

    private OutputModel? ReadOutput(IMethodSymbol method, ITypeSymbol returned, string csName, string arcName, ValueReader values, AttributeData? unit)
    {
        if (TypeReader.Read(returned) is not { Shape: not TypeShape.Channel } type)
        {
            _problems.AddWithFix(Rules.ResultType, method, csName.Length == 0 ? TypeReader.Nearest(returned) : null, method.Name, TypeReader.Display(returned), TypeReader.Suggestion(returned));
            return null;
        }

        CheckNullable(method, returned, type);
        return new OutputModel(csName, arcName, values.Decorate(method, type, unit, null));
    }

    private void CheckNullable(ISymbol at, ITypeSymbol written, TypeModel type)
    {
        if (!type.IsNullable) return;
        var plain = type with { IsNullable = false };
        if (type.Shape == TypeShape.Channel || (type.Shape == TypeShape.Scalar && (type.IsVariable || type.Primitive != Prim.Str)))
        {
            var fix = plain.CsType(v => v).Replace("global::Arc.Sdk.", "");
            _problems.AddWithFix(Rules.Nullable, at, fix, at.Name, TypeReader.Display(written), fix);
        }
    }

    private void CheckParameterName(ISymbol at, ISymbol owner, string arcName, bool isExplicit)
    {
        if (!ArcNames.IsIdentifier(arcName)) _problems.AddWithFix(Rules.ParameterName, at, ArcNames.Repair(arcName), arcName, owner.Name, "it is no identifier");
        else if (!isExplicit && ArcNames.IsKeyword(arcName)) _problems.AddWithFix(Rules.ParameterName, at, ArcNames.Repair(arcName), arcName, owner.Name, "it is a keyword of the language");
    }

    private void CheckDistinct(ISymbol owner, IEnumerable<string> names)
    {
        foreach (var group in names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1))
            _problems.Add(Rules.ParameterName, owner, group.Key, owner.Name, "another parameter or output has it");
    }

    private void CheckVariables(ISymbol owner, EquatableArray<TypeParameterModel> parameters, IReadOnlyCollection<TypeModel> types)
    {
        foreach (var parameter in parameters.Where(p => types.All(t => t.Variable != p.Name)))
            _problems.AddWithFix(Rules.UnusedTypeParameter, owner, parameter.Name, parameter.Name, owner.Name);
    }

    // A channel cannot be a sample, so in flow form it is config whether or not the author says so.
    private List<ParameterModel> CheckFlow(IMethodSymbol method, List<ParameterModel> parameters, List<OutputModel> outputs)
    {
        foreach (var parameter in parameters.Where(p => p.Type.Shape is TypeShape.Series or TypeShape.AnySeries))
            _problems.Add(Rules.SeriesInFlow, method, method.Name, $"'{parameter.CsName}'");
        if (outputs.Any(o => o.Type.Shape != TypeShape.Scalar)) _problems.Add(Rules.SeriesInFlow, method, method.Name, "its result");
        return [.. parameters.Select(p => p.Type.Shape == TypeShape.Channel ? p with { IsConfig = true } : p)];
    }

    private void CheckNoConfig(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters.Where(p => p.Attribute("ConfigAttribute") is not null))
            _problems.Add(Rules.ConfigWithoutFlow, parameter, parameter.Name, method.Name);
    }

    private void CheckDocumentation(ISymbol member, string arcName)
    {
        if (RawDocumentation.Of(member, _cancellation).IndexOf("<summary", StringComparison.Ordinal) < 0)
            _problems.Add(Rules.Undocumented, member, member.Name, arcName);
    }

    /// <summary>The check method of a member, looked for in its own class and then in the module.</summary>
    private string ReadCheck(ISymbol member, AttributeData attribute, string name, INamedTypeSymbol first)
    {
        foreach (var type in new[] { first, _type })
        {
            var methods = type.GetMembers(name).OfType<IMethodSymbol>().ToList();
            if (methods.Count == 0) continue;
            if (type.IsGenericType)
            {
                _problems.Add(Rules.CheckMethod, member, attribute, name, member.Name, $"belongs to the generic class '{type.Name}'; move it to the module");
                return "";
            }

            var fits = methods.Any(m => m is { IsStatic: true, IsGenericMethod: false, Parameters.Length: 1, ReturnType.SpecialType: SpecialType.System_String }
                && m.Parameters[0].Type is { Name: "ConfigValues", ContainingNamespace: { Name: "Modules", ContainingNamespace.Name: "Sdk" } });
            if (fits) return $"{type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}.{name}";
            _problems.Add(Rules.CheckMethod, member, attribute, name, member.Name, "has another signature");
            return "";
        }

        _problems.AddWithFix(Rules.CheckMethod, member, attribute, name, name, member.Name, "does not exist");
        return "";
    }

    private List<PreludeModel> ReadPrelude(ISymbol member, string arcName)
    {
        var prelude = new List<PreludeModel>();
        foreach (var attribute in member.Attributes("PreludeAttribute"))
        {
            var name = attribute.FirstText() ?? arcName;
            if (!ArcNames.IsIdentifier(name)) _problems.AddWithFix(Rules.PreludeClash, member, attribute, ArcNames.Repair(name), name, "is no identifier");
            else prelude.Add(new PreludeModel(name, attribute.Flag("Deprecated")));
        }

        return prelude;
    }

    private sealed record MethodEntry(IMethodSymbol Method, BodyModel Body, MethodReading Reading)
    {
        public string ArcName => Reading.ArcName;

        public bool IsInternal => Reading.IsInternal;

        public string Check => Reading.Check;

        public string Documentation => Reading.Documentation;

        public IReadOnlyList<PreludeModel> Prelude => Reading.Prelude;
    }
}
