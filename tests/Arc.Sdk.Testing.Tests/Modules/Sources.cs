namespace Arc.Sdk.Testing.Tests.Modules;

/// <summary>Modules in source form.</summary>
internal static class Sources
{
    /// <summary>Members in a module class <c>ToolsModule</c> named <c>tools</c>.</summary>
    public static GeneratorRun Tools(string members) => ModuleCompiler.Run($$"""
        using System;
        using System.Numerics;
        using Arc.Sdk;
        using Arc.Sdk.Types;
        namespace Sample;
        /// <summary>Tools.</summary>
        [Module("tools")]
        public sealed partial class ToolsModule
        {
        {{string.Join('\n', members.Split('\n').Select(static line => line.Length == 0 ? line : "    " + line))}}
        }
        """);
}
