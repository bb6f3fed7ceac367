using System.Reflection;
using Arc.Sdk;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;

namespace Arc.Generator.Tests.Running;

/// <summary>Every wrapper gives, bit for bit, what the author's generic method gives for the same values.</summary>
public class DifferentialTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Samples = 150;

    private static readonly Harness Arithmetic = Harness.Of("""
        /// <summary>F.</summary>
        [HostFunction] public static T Clamp<T>(T x, T lo, T hi) where T : INumber<T> => T.Clamp(x, lo, hi);
        /// <summary>F.</summary>
        [HostFunction] public static T Multiply<T>(T a, T b) where T : INumber<T> => a * b;
        /// <summary>F.</summary>
        [HostFunction("divide")] public static T DivideWhole<T>(T a, T b) where T : IBinaryInteger<T> => a / b;
        /// <summary>F.</summary>
        [HostFunction("divide")] public static T DivideFloat<T>(T a, T b) where T : IFloatingPointIeee754<T> => a / b;
        /// <summary>F.</summary>
        [HostFunction] public static T Root<T>(T x) where T : IFloatingPointIeee754<T> => T.Sqrt(x);
        /// <summary>F.</summary>
        [HostFunction] public static T Negate<T>(T x) where T : ISignedNumber<T>, INumber<T> => -x;
        /// <summary>F.</summary>
        [HostFunction] public static TTo Convert<TFrom, TTo>(TFrom x, byte mode) where TFrom : IFloatingPointIeee754<TFrom> where TTo : IBinaryInteger<TTo> => mode > 1 ? TTo.CreateTruncating(x) : TTo.CreateSaturating(x);
        /// <summary>F.</summary>
        [HostFunction] public static byte IsZero<T>(T x) where T : INumber<T> => (byte)(T.IsZero(x) ? 1 : 0);
        /// <summary>F.</summary>
        [HostFunction] public static ushort Mix(byte a, sbyte b, ushort c, short d, uint e, ulong f) => unchecked((ushort)(a + b + c + d + (int)e + (int)f));
        """);

    private static readonly Dictionary<string, Harness> Modules = new(StringComparer.Ordinal)
    {
        ["arithmetic"] = Arithmetic,
        ["math"] = Harness.Of(DescriptorOf<Stl.MathModule>()),
    };

    public static TheoryData<string, string> Imports
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (module, harness) in Modules)
            {
                foreach (var (import, _) in harness.Functions.Where(f => f.Value.Method.IsStatic).OrderBy(f => f.Key, StringComparer.Ordinal)) data.Add(module, import);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Imports))]
    public void Wrapper_GivesWhatTheBodyGives(string module, string import)
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var function = Modules[module].Functions[import];
        var body = BodyOf(Modules[module].Descriptor, import);
        var wasmTypes = function.Method.GetParameters().Select(p => p.ParameterType).ToArray();
        for (var sample = 0; sample < Samples; sample++)
        {
            var arguments = wasmTypes.Select(t => Grid.Pick(t, random)).ToArray();
            var converted = arguments.Zip(body.GetParameters(), (a, p) => Grid.ToHost(a, p.ParameterType)).ToArray();
            var expected = Outcome(() => Grid.ToWasm(body.Invoke(null, converted)!));
            var actual = Outcome(() => function.DynamicInvoke(arguments)!);
            Assert.True(Grid.SameBits(expected, actual), $"seed {seed}: {module}.{import}({string.Join(", ", arguments)}) gave {actual}, the body gives {expected}");
        }
    }

    private static MethodInfo BodyOf(ModuleDescriptor module, string import)
    {
        foreach (var symbol in module.Symbols)
        {
            foreach (var method in module.Type.GetMethods().Where(m => NameOf(m) == symbol.Name))
            {
                if (!method.IsGenericMethodDefinition && symbol.Name == import) return method;
                if (!method.IsGenericMethodDefinition) continue;
                var choices = method.GetGenericArguments().Length == 1
                    ? PrimitiveFacts.All.Select(p => new[] { p })
                    : PrimitiveFacts.All.SelectMany(p => PrimitiveFacts.All.Select(q => new[] { p, q }));
                foreach (var choice in choices.Where(c => import == symbol.Name + string.Concat(c.Select(p => "_" + p.Name()))))
                {
                    try
                    {
                        return method.MakeGenericMethod([.. choice.Select(p => p.ClrType())]);
                    }
                    catch (ArgumentException)
                    {
                        // Another body of the same name serves these types.
                    }
                }
            }
        }

        throw new InvalidOperationException($"no body belongs to '{import}'");
    }

    private static string? NameOf(MethodInfo method) => method.GetCustomAttribute<HostFunctionAttribute>() is not { } attribute ? null
        : attribute.Name ?? Validation.ArcNames.SnakeCase(method.Name);

    private static ModuleDescriptor DescriptorOf<T>()
        where T : IModuleClass => T.Descriptor;

    private static object Outcome(Func<object> call)
    {
        try
        {
            return call();
        }
        catch (TargetInvocationException e)
        {
            return e.InnerException!.GetType();
        }
    }
}
