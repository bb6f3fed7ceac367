using Arc.Generator.Model;
using Microsoft.CodeAnalysis.Text;
using static Arc.Generator.Emit.Template;

namespace Arc.Generator.Emit;

/// <summary>Writes the WebAssembly facet: a wrapper per specialisation, and its registration under its import name.</summary>
internal static class BindingsWriter
{
    // Func and Action end here.
    private const int MostDelegateParameters = 16;

    public static SourceText Write(ModuleModel module, IReadOnlyList<MemberCode> members)
    {
        var file = new CodeFile(module, $"The WebAssembly host functions of the module '{module.ArcName}'.");
        var hasStatic = members.Any(m => m.Bindings.Static.Length > 0);
        var hasBound = members.Any(m => m.Bindings.Bound.Length > 0);
        file.Open(Indent($$"""
            /// <inheritdoc/>
            void {{Sdk}}.Modules.IModule.Bind({{Sdk}}.Hosting.ILinker linker, {{Sdk}}.Values.HandleStores handles)
            {
            """));
        if (hasBound) file.Add($"        var bound = new {GeneratedNames.Bound}(this, handles);\n");
        foreach (var member in members) file.Add(member.Bindings.Registrations);
        file.Close("    }");
        if (hasStatic) AddStaticClass(file, module, members);
        if (hasBound) AddBoundClass(file, module, members);
        return file.ToText();
    }

    /// <summary>The specialisations of every body of a member with a call form, in order of import names.</summary>
    public static BindingsPart Write(ModuleModel module, SymbolModel symbol, string name)
    {
        var specialisations = new List<Specialisation>();
        foreach (var body in symbol.Bodies.Where(b => b.HasCall))
        {
            foreach (var combination in body.Combinations)
            {
                var suffix = string.Concat(combination.Select(p => "_" + p.Suffix()));
                specialisations.Add(Specialise(module, body, combination, name + suffix, symbol.ArcName + suffix));
            }
        }

        var bound = Members(specialisations.Where(s => !s.IsStatic).Select(s => s.Source));
        return new BindingsPart(
            string.Concat(specialisations.Select(s => $"        {s.Registration}\n")),
            Indent(Members(specialisations.Where(s => s.IsStatic).Select(s => s.Source)), 2),
            Indent(bound, 2),
            [.. Fields(module).Select(f => f.Name).Where(f => bound.Contains(f + "."))]);
    }

    private static Specialisation Specialise(ModuleModel module, BodyModel body, Prim[] combination, string name, string import)
    {
        var binding = body.Bind(combination);
        var result = body.Outputs.Count == 0 ? null : body.Outputs[0].Type;
        var isStatic = body.IsStatic && !body.Parameters.Any(p => p.Type.NeedsHandle(binding)) && result?.NeedsHandle(binding) != true;
        var context = body.Parameters.Any(p => p.CsName == "context") ? "hostContext" : "context";
        List<string> types = [.. body.TakesContext ? [$"{Sdk}.HostContext"] : Array.Empty<string>(), .. body.Parameters.Select(p => p.Type.WasmType(binding))];
        List<string> names = [.. body.TakesContext ? [context] : Array.Empty<string>(), .. body.Parameters.Select(p => Identifier(p.CsName))];
        var arguments = body.Parameters.Select((p, i) => Marshalling.In(names[i + (body.TakesContext ? 1 : 0)], p.Type, binding));
        if (body.TakesContext) arguments = arguments.Prepend(context);
        var target = body.IsStatic ? module.FullName : "_module";
        var generic = Generic(body.TypeParameters.Select(p => binding(p.Name).CsType()));
        var call = $"{target}.{Identifier(body.CsName)}{generic}({string.Join(", ", arguments)})";
        var returned = result is null ? "void" : result.WasmType(binding);
        var served = combination.Length == 0 ? "" : $" for {string.Join(", ", combination.Select(p => p.Suffix()))}";
        var parameters = string.Join(", ", types.Zip(names, (t, n) => $"{t} {n}"));
        var source = $$"""
            /// <summary><c>{{module.WasmNamespace}}.{{import}}</c>: <see cref="{{body.Cref}}"/>{{served}}.</summary>
            [global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]
            public {{(isStatic ? "static " : "")}}{{returned}} {{name}}({{parameters}}) =>
                {{(result is null ? call : Marshalling.Out(call, result, binding))}};
            """;

        var owner = isStatic ? GeneratedNames.Static : GeneratedNames.Bound;
        var delegateType = types.Count <= MostDelegateParameters ? DelegateOf(types, returned) : $"{owner}.{name}Delegate";
        if (types.Count > MostDelegateParameters)
        {
            source += $$"""


                /// <summary>The shape of <see cref="{{name}}"/>, which has more parameters than <c>Func</c> can have.</summary>
                public delegate {{returned}} {{name}}Delegate({{parameters}});
                """;
        }

        return new Specialisation(
            isStatic, source, $"linker.Define({Literal(module.WasmNamespace)}, {Literal(import)}, new {delegateType}({(isStatic ? owner : "bound")}.{name}));");
    }

    private static string DelegateOf(List<string> types, string returned) =>
        returned == "void" ? $"global::System.Action{Generic(types)}" : $"global::System.Func{Generic(types.Append(returned))}";

    private static void AddStaticClass(CodeFile file, ModuleModel module, IReadOnlyList<MemberCode> members)
    {
        file.Open(Indent($$"""
            /// <summary>The host functions of <c>{{module.ArcName}}</c> that need nothing but their arguments, one per specialisation.</summary>
            [global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]
            public static class {{GeneratedNames.Static}}
            {
            """));
        foreach (var member in members) file.AddMember(member.Bindings.Static);
        file.Close("\n    }");
    }

    private static void AddBoundClass(CodeFile file, ModuleModel module, IReadOnlyList<MemberCode> members)
    {
        var fields = Fields(module).Where(f => members.Any(m => m.Bindings.Fields.Contains(f.Name))).ToList();
        file.Open(Indent($$"""
            /// <summary>The host functions of <c>{{module.ArcName}}</c> that need its instance or the handle stores, one per specialisation.</summary>
            [global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]
            public sealed class {{GeneratedNames.Bound}}
            {
            """));
        file.AddMember(Indent(Lines(fields.Select(f => $"private readonly {f.Type} {f.Name};")), 2));
        file.AddMember(Indent($$"""
                internal {{GeneratedNames.Bound}}({{module.FullName}} module, {{Sdk}}.Values.HandleStores handles)
                {
            {{Indent(Lines(fields.Select(f => $"{f.Name} = {f.Value};")), 2)}}
                }
            """));
        foreach (var member in members) file.AddMember(member.Bindings.Bound);
        file.Close("\n    }");
    }

    private static (string Type, string Name, string Value)[] Fields(ModuleModel module) =>
        [(module.FullName, "_module", "module"), ($"{Sdk}.Values.TextStore", "_texts", "handles.Texts"), ($"{Sdk}.Values.SeriesStore", "_series", "handles.Series")];

    private sealed record Specialisation(bool IsStatic, string Source, string Registration);
}
