using System.Reflection;
using System.Reflection.Emit;
using Arc.Compiler.Contracts;
using Arc.Compiler.Emission;
using Arc.Compiler.Linking;
using Arc.Language.Binding;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;

namespace Arc.Cli.Explaining;

/// <summary>Which methods of the compiler ask for a primitive. Each is called with every operator and type, and what it asks for is what it is for.</summary>
internal static class CompilerPrimitives
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;
    private const BindingFlags All = Own | BindingFlags.NonPublic | BindingFlags.Static;

    private static readonly Type Asker = typeof(HostCalls);

    /// <summary>The methods that ask for one of the imports; none for a member that only programs call.</summary>
    public static IEnumerable<MethodInfo> Find(ModuleSet set, IEnumerable<ImportContract> imports)
    {
        var wanted = imports.Select(i => (i.Module, i.Name)).ToHashSet();
        return Asker.GetMethods(Own).Where(m => m.ReturnType == typeof(int) && Asks(set, m).Any(r => wanted.Contains((r.ImportModule, r.ImportName))));
    }

    /// <summary>Where the compiler calls such a method.</summary>
    public static IEnumerable<Instruction> CallersOf(MethodInfo primitive) =>
        Asker.Assembly.GetTypes().SelectMany(t => t.GetMethods(All)).Where(m => m.DeclaringType != Asker)
            .SelectMany(Instructions.Of).Where(i => i.Code.OperandType == OperandType.InlineMethod && i.Operand == primitive.MetadataToken);

    private static IReadOnlyList<FunctionReference> Asks(ModuleSet set, MethodInfo method)
    {
        var resolver = new CallResolver(set.Symbols);
        var calls = new HostCalls(resolver);
        IEnumerable<object[]> combinations = [[]];
        foreach (var parameter in method.GetParameters())
            combinations = [.. combinations.SelectMany(_ => ValuesOf(parameter.ParameterType), (c, v) => (object[])[.. c, v])];
        foreach (var arguments in combinations)
        {
            try
            {
                method.Invoke(calls, arguments);
            }
            catch (TargetInvocationException e) when (e.InnerException is ArgumentException)
            {
                // Not every operator exists for every primitive.
            }
        }

        return resolver.References;
    }

    private static IEnumerable<object> ValuesOf(Type type) =>
        type == typeof(Primitive) ? PrimitiveFacts.All.Cast<object>()
        : type == typeof(BoundBinaryOperator) ? Enum.GetValues<BoundBinaryOperator>().Cast<object>()
        : type == typeof(ArcType) ? PrimitiveFacts.All.SelectMany(p => new object[] { ArcType.Of(p), new SeriesType(ArcType.Of(p)) })
        : throw new NotSupportedException($"{Asker} takes a {type}, for which no values are known");
}
