using Arc.Generator.Model;
using static Arc.Generator.Emit.Template;

namespace Arc.Generator.Emit;

/// <summary>Writes the WebAssembly facet: a wrapper per specialisation, and its registration under its import name.</summary>
internal static class BindingsWriter
{
    // Func and Action end here.
    private const int MostDelegateParameters = 16;

    public static string Write(ModuleModel module)
    {
        var specialisations = Specialisations(module).ToList();
        var registrations = specialisations.Select(s => s.Registration).ToList();
        if (specialisations.Any(s => !s.IsStatic)) registrations.Insert(0, $"var bound = new {GeneratedNames.Bound}(this, handles);");
        return File(
            module,
            $"The WebAssembly host functions of the module '{module.ArcName}'.",
            "",
            Members([
                $$"""
                /// <inheritdoc/>
                void {{Sdk}}.Modules.IModule.Bind({{Sdk}}.Hosting.ILinker linker, {{Sdk}}.Values.HandleStores handles)
                {
                {{Indent(Lines(registrations))}}
                }
                """,
                StaticClass(module, [.. specialisations.Where(s => s.IsStatic)]),
                BoundClass(module, [.. specialisations.Where(s => !s.IsStatic)]),
            ]));
    }

    /// <summary>Every specialisation of every body with a call form, in order of import names within a member.</summary>
    private static IEnumerable<Specialisation> Specialisations(ModuleModel module)
    {
        var members = GeneratedNames.Members(module.Symbols);
        var unique = Unique();
        for (var i = 0; i < module.Symbols.Count; i++)
        {
            foreach (var body in module.Symbols[i].Bodies.Where(b => b.HasCall))
            {
                foreach (var combination in body.Combinations)
                {
                    var suffix = string.Concat(combination.Select(p => "_" + p.Suffix()));
                    yield return Specialise(module, module.Symbols[i], body, combination, unique(members[i] + suffix), module.Symbols[i].ArcName + suffix);
                }
            }
        }
    }

    private static Specialisation Specialise(ModuleModel module, SymbolModel symbol, BodyModel body, Prim[] combination, string name, string import)
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

    private static string StaticClass(ModuleModel module, List<Specialisation> specialisations) => specialisations.Count == 0 ? "" :
        $$"""
        /// <summary>The host functions of <c>{{module.ArcName}}</c> that need nothing but their arguments, one per specialisation.</summary>
        [global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]
        public static class {{GeneratedNames.Static}}
        {
        {{Indent(Members(specialisations.Select(s => s.Source)))}}
        }
        """;

    private static string BoundClass(ModuleModel module, List<Specialisation> specialisations)
    {
        if (specialisations.Count == 0) return "";
        var sources = Members(specialisations.Select(s => s.Source));
        List<(string Type, string Name, string Value)> fields = [(module.FullName, "_module", "module"), ($"{Sdk}.Values.TextStore", "_texts", "handles.Texts"), ($"{Sdk}.Values.SeriesStore", "_series", "handles.Series")];
        fields.RemoveAll(f => !sources.Contains(f.Name + "."));
        return $$"""
            /// <summary>The host functions of <c>{{module.ArcName}}</c> that need its instance or the handle stores, one per specialisation.</summary>
            [global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]
            public sealed class {{GeneratedNames.Bound}}
            {
            {{Indent(Lines(fields.Select(f => $"private readonly {f.Type} {f.Name};")))}}

                internal {{GeneratedNames.Bound}}({{module.FullName}} module, {{Sdk}}.Values.HandleStores handles)
                {
            {{Indent(Lines(fields.Select(f => $"{f.Name} = {f.Value};")), 2)}}
                }

            {{Indent(sources)}}
            }
            """;
    }

    private sealed record Specialisation(bool IsStatic, string Source, string Registration);
}
