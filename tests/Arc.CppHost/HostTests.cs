using System.Diagnostics;
using System.Globalization;
using Arc.Compiler.Contracts;
using Arc.Runtime;
using Arc.Sdk;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;
using Arc.Stl;

namespace Arc.CppHost;

/// <summary>
/// The import section is the contract: a host in C++ that implements the generated header over Wasmtime's C API runs the same bytes with
/// the same results as the host in C#.
/// </summary>
public sealed class HostTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("arc-cpp-").FullName;

    private static string Source => Path.Combine(AppContext.BaseDirectory, "host");

    public void Dispose() => Directory.Delete(_folder, true);

    [CppFact]
    public void HostInCpp_RunsTheProgramOfTheContract_WithTheSameResults()
    {
        using var program = Compile();
        File.WriteAllText(Path.Combine(_folder, "imports.hpp"), ContractCpp.Write(program.Compiled.Imports));
        File.WriteAllBytes(Path.Combine(_folder, "program.wasm"), program.Compiled.Wasm.ToArray());
        var library = Environment.GetEnvironmentVariable("ARC_WASMTIME_LIBRARY")!;

        Run(CppFactAttribute.CompilerPath!, "-std=c++17", "-O1", "-Wall", "-Wextra", "-Werror", "-I", _folder, "-I", Source, Path.Combine(Source, "main.cpp"), library, $"-Wl,-rpath,{Path.GetDirectoryName(library)}", "-o", Path.Combine(_folder, "host"));
        var printed = Run(Path.Combine(_folder, "host"), Path.Combine(_folder, "program.wasm"));

        Assert.Equal(string.Join('\n', Expected(program)) + "\n", printed);
    }

    [CppFact]
    public void HostInCpp_ThatForgotAMember_DoesNotCompile()
    {
        using var program = Compile();
        File.WriteAllText(Path.Combine(_folder, "imports.hpp"), ContractCpp.Write(program.Compiled.Imports));
        File.WriteAllText(Path.Combine(_folder, "short.cpp"), """
            #include "imports.hpp"
            struct Linker { template <class Signature, class Function> void define(const char*, const char*, Function function) { (void)function; } };
            struct Math { template <class T> T sqrt(T x) { return x; } template <class T> T abs(T x) { return x; } };
            int main() { Linker linker; Math math; arc::imports::math::bind(linker, math); }
            """);

        var failure = Assert.Throws<InvalidOperationException>(() => Run(CppFactAttribute.CompilerPath!, "-std=c++17", "-fsyntax-only", Path.Combine(_folder, "short.cpp")));

        Assert.Contains("pow", failure.Message, StringComparison.Ordinal);
    }

    [CppFact]
    public void Header_OfTheStandardLibrary_CompilesWithoutWarnings()
    {
        File.WriteAllText(Path.Combine(_folder, "all.cpp"), ContractCpp.Write(ModuleSetContract.Of(ModuleSet.Standard)).Replace("#pragma once", "", StringComparison.Ordinal));

        Run(CppFactAttribute.CompilerPath!, "-std=c++17", "-Wall", "-Wextra", "-pedantic", "-Werror", "-fsyntax-only", Path.Combine(_folder, "all.cpp"));
    }

    private static ArcProgram Compile() => ArcProgram.Compile(File.ReadAllText(Path.Combine(Source, "program.arc")), new ArcOptions
    {
        Channels =
        [
            new ChannelInfo(1, "level", ArcType.Of(Primitive.F64)),
            new ChannelInfo(2, "valve", ArcType.Of(Primitive.F64)),
            new ChannelInfo(3, "alarm", ArcType.Of(Primitive.U8)),
        ],
    }).ProgramOrThrow();

    // The same calls as in main.cpp, on the managed engine with the standard library.
    private static IEnumerable<string> Expected(ArcProgram program)
    {
        using var session = program.Instantiate();
        yield return Line("norm", session.Call("norm", ArcValue.Of(3.0), ArcValue.Of(4.0)).Value.As<double>());
        yield return Line("half_power", session.Call("half_power", ArcValue.Of(-16f)).Value.As<float>());
        yield return Line("magnitude", session.Call("magnitude", ArcValue.Of((sbyte)-100)).Value.As<sbyte>());
        yield return Line("power", session.Call("power", ArcValue.Of(2.0), ArcValue.Of(3L)).Value.As<double>());
        foreach (var element in session.Call("scaled", ArcValue.Of(Series<double>.From([1.0, 2.5, -4.0])), ArcValue.Of(2.0)).Value.Elements()) yield return Line("scaled", element.As<double>());
        foreach (var element in session.Call("above", ArcValue.Of(Series<int>.From([1, 5, 9])), ArcValue.Of(4)).Value.Elements()) yield return Line("above", element.As<byte>());
        session.Services.Channels.BeginFrame();
        session.Services.Channels.Ingest<double>(1, [3.5]);
        yield return Line("control", session.Call("control", ArcValue.Of(10.0)).Value.As<double>());
        yield return Line("valve", Written<double>(session, 2));
        yield return Line("alarm", Written<byte>(session, 3));
        yield return "trap unknown series handle";
    }

    private static T Written<T>(CallSession session, int channel) =>
        Assert.IsType<ChannelWrites<T>>(session.Services.Channels.Written.Single(w => w.Channel.Key == channel)).Values[^1];

    private static string Line(string what, double value) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} {BitConverter.DoubleToUInt64Bits(value):x16}");

    private static string Run(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{Path.GetFileName(file)} failed: {errors.Result}");
    }
}
