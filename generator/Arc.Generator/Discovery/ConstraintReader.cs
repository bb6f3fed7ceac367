using System.Collections.Immutable;
using Arc.Generator.Model;
using Arc.Generator.Support;
using Arc.Generator.Validation;
using Microsoft.CodeAnalysis;

namespace Arc.Generator.Discovery;

/// <summary>Reads C# constraints as sets of Arc types: the C# constraint is the Arc constraint.</summary>
/// <param name="compilation">Where the C# types of the primitives are found.</param>
/// <param name="problems">Where mistakes go.</param>
internal sealed class ConstraintReader(Compilation compilation, Problems problems)
{
    public EquatableArray<TypeParameterModel> Read(ISymbol owner, ImmutableArray<ITypeParameterSymbol> parameters)
    {
        if (parameters.IsEmpty) return [];
        var narrowed = owner.Attribute("SpecializeAttribute");
        var result = new List<TypeParameterModel>();
        foreach (var parameter in parameters)
        {
            var before = problems.Errors;
            var set = SetOf(parameter);
            var isKnown = problems.Errors == before;
            if (narrowed is not null) set = Narrow(set, parameter, owner, narrowed);
            if (parameter.Attribute("SpecializeAttribute") is { } own) set = Narrow(set, parameter, parameter, own);
            if (isKnown) CheckExtras(parameter, set);
            result.Add(new TypeParameterModel(parameter.Name, set, Clause(parameter)));
        }

        return result.ToEquatable();
    }

    private static ushort? KnownSet(ITypeSymbol constraint) =>
        constraint is INamedTypeSymbol { IsGenericType: true, ContainingNamespace: { Name: "Numerics", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } }
            ? constraint.Name switch
            {
                "INumber" => Prims.Numeric,
                "IBinaryInteger" => Prims.Integer,
                "IFloatingPointIeee754" => Prims.Float,
                "ISignedNumber" => Prims.Signed,
                _ => null,
            }
            : null;

    private static string Clause(ITypeParameterSymbol parameter)
    {
        var parts = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint) parts.Add("unmanaged");
        else if (parameter.HasValueTypeConstraint) parts.Add("struct");
        else if (parameter.HasNotNullConstraint) parts.Add("notnull");
        parts.AddRange(parameter.ConstraintTypes.Select(t => t.ToDisplayString(Displays.Type)));
        if (parameter.HasConstructorConstraint) parts.Add("new()");
        return parts.Count == 0 ? "" : $"where {parameter.Name} : {string.Join(", ", parts)}";
    }

    private ushort SetOf(ITypeParameterSymbol parameter)
    {
        var set = Prims.Any;
        var known = false;
        foreach (var constraint in parameter.ConstraintTypes)
        {
            if (KnownSet(constraint) is not { } members) continue;
            set &= members;
            known = true;
        }

        if (parameter.HasUnmanagedTypeConstraint) set &= Prims.Numeric;
        if (parameter.HasReferenceTypeConstraint || (parameter.ConstraintTypes.Length > 0 && !known) || set == 0)
        {
            var written = parameter.HasReferenceTypeConstraint ? "class" : string.Join(", ", parameter.ConstraintTypes.Select(TypeReader.Display));
            problems.Add(Rules.Constraint, parameter, parameter.Name, written, Advice(parameter));
        }

        return set;
    }

    // Constraints beyond the four do no harm as long as every type of the set satisfies them.
    private void CheckExtras(ITypeParameterSymbol parameter, ushort set)
    {
        foreach (var constraint in parameter.ConstraintTypes)
        {
            if (KnownSet(constraint) is not null || constraint is not INamedTypeSymbol extra) continue;
            var misfits = set.Members().Where(p => !Satisfies(p, extra, parameter)).Select(Prims.Suffix).ToList();
            if (misfits.Count > 0)
                problems.Add(Rules.Constraint, parameter, parameter.Name, $"{TypeReader.Display(constraint)} excludes {string.Join(", ", misfits)}", Advice(parameter));
        }
    }

    private static string Advice(ITypeParameterSymbol parameter)
    {
        var name = parameter.Name;
        var floats = parameter.ConstraintTypes.Any(t => t.Name.Contains("Float") || t.Name is "ITrigonometricFunctions" or "IRootFunctions" or "ILogarithmicFunctions" or "IExponentialFunctions" or "IPowerFunctions" or "IHyperbolicFunctions");
        var integers = parameter.ConstraintTypes.Any(t => t.Name.Contains("Integer") || t.Name is "IShiftOperators" or "IBitwiseOperators" or "IUnsignedNumber" or "IBinaryNumber");
        return floats ? $"IFloatingPointIeee754<{name}> (float)"
            : integers ? $"IBinaryInteger<{name}> (integer), with [Specialize] for fewer types"
            : $"INumber<{name}> (numeric), IBinaryInteger<{name}> (integer), IFloatingPointIeee754<{name}> (float), ISignedNumber<{name}> (signed) or no constraint (any)";
    }

    private bool Satisfies(Prim primitive, INamedTypeSymbol constraint, ITypeParameterSymbol parameter)
    {
        if (TypeOf(primitive) is not { } type) return true;
        if (constraint.TypeKind != TypeKind.Interface) return SymbolEqualityComparer.Default.Equals(type, constraint);
        return type.AllInterfaces.Any(i =>
            SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, constraint.OriginalDefinition)
            && i.TypeArguments.Zip(constraint.TypeArguments, (has, wants) =>
                SymbolEqualityComparer.Default.Equals(has, SymbolEqualityComparer.Default.Equals(wants, parameter) ? type : wants)).All(equal => equal));
    }

    private INamedTypeSymbol? TypeOf(Prim primitive) => primitive switch
    {
        Prim.U8 => compilation.GetSpecialType(SpecialType.System_Byte),
        Prim.U16 => compilation.GetSpecialType(SpecialType.System_UInt16),
        Prim.U32 => compilation.GetSpecialType(SpecialType.System_UInt32),
        Prim.U64 => compilation.GetSpecialType(SpecialType.System_UInt64),
        Prim.I8 => compilation.GetSpecialType(SpecialType.System_SByte),
        Prim.I16 => compilation.GetSpecialType(SpecialType.System_Int16),
        Prim.I32 => compilation.GetSpecialType(SpecialType.System_Int32),
        Prim.I64 => compilation.GetSpecialType(SpecialType.System_Int64),
        Prim.F32 => compilation.GetSpecialType(SpecialType.System_Single),
        Prim.F64 => compilation.GetSpecialType(SpecialType.System_Double),
        _ => compilation.GetTypeByMetadataName("Arc.Sdk.Text"),
    };

    private ushort Narrow(ushort set, ITypeParameterSymbol parameter, ISymbol owner, AttributeData attribute)
    {
        ushort wanted = 0;
        var types = attribute.ConstructorArguments.Length == 1 && attribute.ConstructorArguments[0] is { Kind: TypedConstantKind.Array, IsNull: false } array
            ? array.Values
            : [];
        foreach (var constant in types)
        {
            if (constant.Value is not ITypeSymbol type || TypeReader.PrimitiveOf(type) is not { } primitive)
            {
                var named = (constant.Value as ITypeSymbol)?.ToDisplayString();
                problems.AddWithFix(Rules.Specialize, owner, attribute, named, parameter.Name, $"names {named ?? "nothing"}, which is no Arc type");
                return set;
            }

            if (!set.Has(primitive))
            {
                problems.AddWithFix(Rules.Specialize, owner, attribute, type.ToDisplayString(), parameter.Name, $"names {primitive.Suffix()}, which the constraint ({set.SetName()}) excludes");
                return set;
            }

            wanted |= primitive.Bit();
        }

        if (wanted == 0) problems.AddWithFix(Rules.Specialize, owner, attribute, "", parameter.Name, "lists no types");
        return wanted;
    }
}
