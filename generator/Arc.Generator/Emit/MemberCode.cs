using System.Runtime.CompilerServices;
using Arc.Generator.Model;

namespace Arc.Generator.Emit;

/// <summary>
/// What one member gives to each file of its module, indented as it stands there. It is written once for a model, and lives as long as the
/// model does: an edit writes the members that changed, and strings the files together.
/// </summary>
internal sealed class MemberCode
{
    private static readonly ConditionalWeakTable<SymbolModel, Latest> Known = new();

    private readonly (string Type, string Module, string WasmNamespace, bool IsInternal) _place;
    private readonly string _name;

    private MemberCode(ModuleModel module, SymbolModel symbol, string name)
    {
        _place = PlaceOf(module);
        _name = name;
        Descriptor = DescriptorWriter.Write(module, symbol, name);
        Bindings = BindingsWriter.Write(module, symbol, name);
        Nodes = symbol.HasFlow ? NodesWriter.Write(module, symbol, name) : null;
        Sync = SyncWriter.IsCallable(symbol) ? SyncWriter.Write(module, symbol, name) : null;
    }

    public DescriptorPart Descriptor { get; }

    public BindingsPart Bindings { get; }

    /// <summary>Null if the member has no flow form.</summary>
    public NodesPart? Nodes { get; }

    /// <summary>Null if the member cannot be called with dynamic values.</summary>
    public SyncPart? Sync { get; }

    /// <summary>The code of every member, in order.</summary>
    public static IReadOnlyList<MemberCode> Of(ModuleModel module, CancellationToken cancellation)
    {
        var names = GeneratedNames.Members(module.Symbols);
        var members = new MemberCode[names.Count];
        var place = PlaceOf(module);
        for (var i = 0; i < members.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var symbol = module.Symbols[i];
            var latest = Known.GetValue(symbol, static _ => new Latest());
            var code = latest.Code;
            if (code is null || code._name != names[i] || code._place != place) latest.Code = code = new MemberCode(module, symbol, names[i]);
            members[i] = code;
        }

        return members;
    }

    // Whatever of the module, beside the member, is in the member's code.
    private static (string Type, string Module, string WasmNamespace, bool IsInternal) PlaceOf(ModuleModel module) =>
        (module.FullName, module.ArcName, module.WasmNamespace, module.IsInternal);

    private sealed class Latest
    {
        public volatile MemberCode? Code;
    }
}

/// <summary>A member in the descriptor facet.</summary>
/// <param name="Entry">Its line in the list of symbols.</param>
/// <param name="Source">The method that makes its symbol.</param>
/// <param name="HasUnits">Whether that method looks up units.</param>
internal sealed record DescriptorPart(string Entry, string Source, bool HasUnits);

/// <summary>A member in the WebAssembly facet.</summary>
/// <param name="Registrations">The lines that register its specialisations.</param>
/// <param name="Static">The wrappers that need nothing but their arguments.</param>
/// <param name="Bound">The wrappers that need the module or the handle stores.</param>
/// <param name="Fields">The fields that those use.</param>
internal sealed record BindingsPart(string Registrations, string Static, string Bound, IReadOnlyCollection<string> Fields);

/// <summary>A member in the dataflow facet.</summary>
/// <param name="Arm">Its line in the choice of the factory.</param>
/// <param name="Factory">The method that makes its node.</param>
/// <param name="Classes">The classes of its nodes.</param>
internal sealed record NodesPart(string Arm, string Factory, string Classes);

/// <summary>A member in the synchronous facet.</summary>
/// <param name="Arm">Its line in the choice of the method.</param>
/// <param name="Name">Its name as an argument behind others.</param>
/// <param name="Source">The methods that call it.</param>
internal sealed record SyncPart(string Arm, string Name, string Source);
