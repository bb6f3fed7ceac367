using System.Collections.Immutable;
using Arc.Sdk.Symbols;
using Arc.Sdk.Types;

namespace Arc.Compiler.Linking;

/// <summary>
/// Phase one of compile-then-link (seed Q28): gives every function that is called a handle and remembers it. It knows symbols,
/// never a runtime; the names that it derives are the contract.
/// </summary>
/// <param name="symbols">The members by canonical name, internal ones included.</param>
internal sealed class CallResolver(ISymbolResolver symbols)
{
    private readonly List<FunctionReference> _references = [];
    private readonly Dictionary<string, int> _functions = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Module, string Name), int> _imports = [];
    private readonly Dictionary<(string Member, Primitive Type), int> _primitives = [];

    /// <summary>The references in order of first use; a handle is a position in this list.</summary>
    public IReadOnlyList<FunctionReference> References => _references;

    /// <summary>The handle of a function for concrete types.</summary>
    /// <param name="name">The name of a function of the program, or the canonical name of a member.</param>
    /// <param name="concrete">The signature after inference; type variables of the original symbol become suffixes from it.</param>
    public int Resolve(string name, CallSignature concrete)
    {
        if (_functions.TryGetValue(name, out var handle)) return handle;
        if (symbols.Resolve(name) is { Call: not null } symbol) return Member(symbol, Binding(symbol.Call, concrete), concrete);
        handle = Add(new FunctionReference(name, "", name, [], concrete.Parameters, concrete.Result));
        _functions.Add(name, handle);
        return handle;
    }

    /// <summary>The handle of a member whose type variables are bound already.</summary>
    public int Member(Symbol symbol, Func<string, Primitive> binding, CallSignature concrete)
    {
        var import = (symbol.WasmNamespace, symbol.ImportName(binding));
        if (_imports.TryGetValue(import, out var handle)) return handle;
        ImmutableArray<Primitive> suffixes = [.. symbol.Call!.Variables.Select(v => binding(v.Name))];
        handle = Add(new FunctionReference(symbol.QualifiedName, import.WasmNamespace, import.Item2, suffixes, concrete.Parameters, concrete.Result));
        _imports.Add(import, handle);
        return handle;
    }

    /// <summary>The handle of a compiler primitive that has one import per type (arc-stl.md, section 3).</summary>
    /// <param name="member">Its canonical name without suffix, for example <c>channel.read</c>.</param>
    /// <param name="type">The type that gives the suffix.</param>
    /// <param name="concrete">Makes the signature on first use.</param>
    public int Specialised(string member, Primitive type, Func<CallSignature> concrete)
    {
        if (_primitives.TryGetValue((member, type), out var handle)) return handle;
        handle = FindSpecialised(member, type, concrete());
        _primitives.Add((member, type), handle);
        return handle;
    }

    /// <summary>The handle of a compiler primitive without suffix, for example <c>string.concat</c>.</summary>
    public int Monomorphic(string member, Func<CallSignature> concrete)
    {
        if (_primitives.TryGetValue((member, Primitive.Str), out var handle)) return handle;
        var signature = concrete();
        var symbol = symbols.Resolve(member);
        handle = Import(symbol, member, symbol?.Name ?? MemberName(member), [], signature);
        _primitives.Add((member, Primitive.Str), handle);
        return handle;
    }

    // An author may spell the primitive as one generic member or as one member per type; either way the import has the same name.
    private int FindSpecialised(string member, Primitive type, CallSignature signature)
    {
        if (symbols.Resolve($"{member}_{type.Name()}") is { } spelled) return Import(spelled, spelled.QualifiedName, spelled.Name, [], signature);
        var symbol = symbols.Resolve(member);
        return Import(symbol, member, symbol?.ImportName(_ => type) ?? $"{MemberName(member)}_{type.Name()}", [type], signature);
    }

    private int Import(Symbol? symbol, string member, string name, ImmutableArray<Primitive> suffixes, CallSignature signature)
    {
        var import = (symbol?.WasmNamespace ?? member[..member.LastIndexOf('.')], name);
        if (_imports.TryGetValue(import, out var handle)) return handle;
        if (symbol?.Call is { } call && call.Parameters.Length == signature.Parameters.Length)
            signature = new CallSignature([.. signature.Parameters.Zip(call.Parameters, (p, named) => p with { Name = named.Name })], signature.Result);
        handle = Add(new FunctionReference(member, import.Item1, name, suffixes, signature.Parameters, signature.Result));
        _imports.Add(import, handle);
        return handle;
    }

    private int Add(FunctionReference reference)
    {
        _references.Add(reference);
        return _references.Count - 1;
    }

    private static string MemberName(string member) => member[(member.LastIndexOf('.') + 1)..];

    private static Func<string, Primitive> Binding(CallSignature original, CallSignature concrete) => variable =>
    {
        for (var i = 0; i < original.Parameters.Length; i++)
        {
            if (TypeVariables.VariableOf(original.Parameters[i].Type)?.Name == variable) return ElementOf(concrete.Parameters[i].Type);
        }

        return ElementOf(concrete.Result!);
    };

    private static Primitive ElementOf(ArcType type) => type switch
    {
        PrimitiveType primitive => primitive.Primitive,
        SeriesType series => ElementOf(series.Element),
        ChannelType channel => ElementOf(channel.Value),
        _ => throw new ArgumentException($"{type} is not concrete"),
    };
}
