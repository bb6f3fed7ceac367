namespace Arc.Compiler.Contracts;

public static partial class ContractCpp
{
    /// <summary>What a host writes for a member, and how the header registers one of its imports.</summary>
    /// <param name="imports">All specialisations of the member.</param>
    /// <param name="import">The one that is registered.</param>
    internal static (string Method, string Registration) Entry(ImportContract[] imports, ImportContract import)
    {
        var member = Member.Of(imports) ?? Member.Alone(import);
        var template = member.Variables == 0 ? "" : $"template <{string.Join(", ", Enumerable.Range(0, member.Variables).Select(i => $"class {Variable(i)}"))}> ";
        return (
            $"{template}{member.Result} {member.Name}({string.Join(", ", member.Parameters.Select(p => $"{p.Type} {p.Name}"))});",
            $"arc::define<{member.Instance(import)}>(linker, \"{import.Module}\", \"{import.Name}\", host);");
    }
}
