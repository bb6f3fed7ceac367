using Arc.Generator.Model;
using static Arc.Generator.Emit.Template;

namespace Arc.Generator.Emit;

/// <summary>Writes the synchronous facet: the members that a workflow script calls with dynamic values.</summary>
internal static class SyncWriter
{
    public static string Write(ModuleModel module) => File(
        module,
        $"The synchronous facet of the module '{module.ArcName}'.",
        "",
        $$"""
        /// <inheritdoc/>
        {{Sdk}}.Sync.SyncResult {{Sdk}}.Modules.IModule.Call(
            in {{Sdk}}.Sync.SyncContext context, {{Sdk}}.Sync.Val? self, string member, global::System.ReadOnlySpan<{{Sdk}}.Sync.Val> arguments) =>
            {{Sdk}}.Sync.SyncResult.Fail("UNKNOWN_MEMBER", $"{{module.ArcName}} has no member '{member}'");
        """);
}
