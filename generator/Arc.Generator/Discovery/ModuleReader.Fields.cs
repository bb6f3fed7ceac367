using Arc.Generator.Model;
using Arc.Generator.Validation;
using Microsoft.CodeAnalysis;

namespace Arc.Generator.Discovery;

// The fields of a node class: what it remembers between two executions, and a checkpoint has to keep.
internal sealed partial class ModuleReader
{
    private List<FieldModel> ReadFields(INamedTypeSymbol type, List<string> codecs)
    {
        var fields = new List<FieldModel>();
        for (var level = type; level is { SpecialType: SpecialType.None }; level = level.BaseType)
        {
            foreach (var field in level.GetMembers().OfType<IFieldSymbol>())
            {
                if (ReadField(type, level, field, codecs) is not { } model) continue;
                // A field of a base class that is hidden has no name here.
                if (fields.All(f => f.CsName != model.CsName)) fields.Add(model);
                else Lost(field, type, $"'{type.Name}' has another '{model.CsName}'");
            }
        }

        return fields;
    }

    /// <summary>A module's own fields are nobody's but the module's: neither a debugger nor a checkpoint knows them.</summary>
    private void CheckModuleField(IFieldSymbol field)
    {
        if (!_problems.Collects || field.IsConst || field.IsReadOnly || field.AssociatedSymbol is IEventSymbol || IsWrittenByUs(field)) return;
        if (field.IsImplicitlyDeclared && field.AssociatedSymbol is null) return;
        var property = field.AssociatedSymbol as IPropertySymbol;
        ISymbol member = property is null ? field : property;
        if (property?.SetMethod is { IsInitOnly: true } || member.Attribute("TransientAttribute") is not null) return;
        var problem = field.IsStatic ? "would be shared by all sessions, and lost in a checkpoint" : "would be lost in a checkpoint, and a debugger does not see it";
        _problems.Add(Rules.ModuleFieldLost, member, member.Name, _type.Name, problem, TypeReader.Display(field.Type));
    }

    private FieldModel? ReadField(INamedTypeSymbol type, INamedTypeSymbol level, IFieldSymbol field, List<string> codecs)
    {
        if (field.IsConst || field.AssociatedSymbol is IEventSymbol || IsWrittenByUs(field)) return null;
        // A parameter of a primary constructor holds a service.
        if (field.IsImplicitlyDeclared && field.AssociatedSymbol is null) return null;
        // An automatic property is its field, by another name.
        var property = field.AssociatedSymbol as IPropertySymbol;
        ISymbol member = property is null ? field : property;
        foreach (var attribute in new[] { "TransientAttribute", "ConfigAttribute", "InputAttribute", "OutputAttribute" })
        {
            if (member.Attribute(attribute) is not null) return null;
        }

        var isFixed = property is null ? field.IsReadOnly : property.SetMethod is null or { IsInitOnly: true };
        if (isFixed && (field.IsStatic || !StateReader.IsContainer(field.Type))) return null;
        if (field.IsStatic)
        {
            if (SymbolEqualityComparer.Default.Equals(level, type)) Lost(member, type, "it is static, so that all nodes of all sessions share it");
            return null;
        }

        var shown = TypeReader.Display(field.Type);
        var accessibility = property is { SetMethod: { } setter } && !isFixed ? setter.DeclaredAccessibility : member.DeclaredAccessibility;
        var own = new List<string>();
        var reason = !SymbolEqualityComparer.Default.Equals(level, type) && !IsInherited(accessibility, level, type) ? $"it is not accessible in '{type.Name}'"
            : !StateReader.TryRead(field.Type, own) ? $"a '{shown}' cannot be saved"
            : isFixed && !StateReader.CanBeRefilled(field.Type) ? $"a '{shown}' can be replaced but not filled again, and nothing may be assigned to it"
            : "";
        if (reason.Length > 0)
        {
            Lost(member, type, reason);
            return null;
        }

        codecs.AddRange(own.Where(c => !codecs.Contains(c)));
        return new FieldModel(member.Name, field.Type.ToDisplayString(Displays.Type), isFixed);
    }

    private void Lost(ISymbol member, INamedTypeSymbol type, string reason)
    {
        var at = member.Locations.Any(l => l.IsInSource) ? member : type;
        _problems.Add(Rules.FieldLost, at, member.Name, type.Name, reason);
    }

    private static bool IsInherited(Accessibility accessibility, INamedTypeSymbol from, INamedTypeSymbol to) => accessibility switch
    {
        Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal => true,
        Accessibility.Internal or Accessibility.ProtectedAndInternal => SymbolEqualityComparer.Default.Equals(from.ContainingAssembly, to.ContainingAssembly),
        _ => false,
    };

    // The analyzer sees the generated half of the class, the generator does not.
    private static bool IsWrittenByUs(IFieldSymbol field) =>
        !field.DeclaringSyntaxReferences.IsEmpty && field.DeclaringSyntaxReferences.All(r => IsGenerated(r.SyntaxTree.FilePath));
}
