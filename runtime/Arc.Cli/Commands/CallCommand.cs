using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Arc.Cli.Modules;
using Arc.Engines;
using Arc.Engines.Linking;
using Arc.Runtime;

namespace Arc.Cli.Commands;

/// <summary><c>arc call FILE FUNCTION [ARG...]</c>: compiles, instantiates, calls, prints the result.</summary>
internal static class CallCommand
{
    /// <summary>The execution budget of one call (quality.md).</summary>
    private const long ExecutionBudget = 1_000_000_000;

    public static Command Create(CliHost host)
    {
        var file = CommonOptions.File();
        var function = new Argument<string>("function") { Description = "The function." };
        var arguments = new Argument<string[]>("arg") { Description = "Its arguments: numbers, text, JSON arrays for series.", Arity = ArgumentArity.ZeroOrMore };
        var channels = ChannelsOption.Create();
        var modules = CommonOptions.Modules();
        var engine = CommonOptions.Engine();
        var budget = new Option<long>("--budget") { Description = "Loop iterations and calls allowed; 0: no limit.", DefaultValueFactory = _ => ExecutionBudget };
        var json = CommonOptions.Json();
        var command = new Command("call", "Calls a function of a program and prints the result.\n\nExample: arc call kernels.arc fib 20") { file, function, arguments, channels, modules, engine, budget, json };
        command.SetAction((parsed, cancellation) =>
        {
            var set = ModuleLoader.Add(host.Modules, parsed.GetValue(modules) ?? []);
            using var program = ProgramFile.CompileOrFail(host, parsed.GetRequiredValue(file), set, ChannelsOption.Read(parsed.GetValue(channels)));
            var name = parsed.GetRequiredValue(function);
            var compiled = program.Compiled.Find(name)
                ?? throw new CliException($"the program has no function '{name}'; it has {string.Join(", ", program.Compiled.Functions.Select(f => f.Name))}");
            var given = parsed.GetValue(arguments) ?? [];
            if (given.Length > compiled.Inputs.Length)
                throw new CliException(string.Create(CultureInfo.InvariantCulture, $"'{name}' takes {compiled.Inputs.Length} {(compiled.Inputs.Length == 1 ? "argument" : "arguments")}, found {given.Length}"), ExitCode.CommandLineWrong);
            try
            {
                var values = given.Select((a, i) => ArcValueJson.Parse(a, compiled.Inputs[i].Type)).ToArray();
                using var session = program.Instantiate(new CallOptions { Services = new HostServices(new StatusBoard(host.Error)), Engine = EngineChoice.Of(parsed.GetValue(engine)), Limits = InstanceOptions.Default with { ExecutionBudget = parsed.GetValue(budget) } });
                Print(host, compiled, session.Call(name, values, null, cancellation), parsed.GetValue(json));
                return Task.FromResult(ExitCode.Ok);
            }
            catch (Exception e) when (e is FormatException or ArgumentException)
            {
                throw new CliException(e.Message, ExitCode.CommandLineWrong);
            }
            catch (WasmTrapException e)
            {
                throw new CliException($"'{name}' trapped: {e.Message}");
            }
            catch (LinkException e)
            {
                throw new CliException(e.Message);
            }
        });
        return command;
    }

    private static void Print(CliHost host, Arc.Compiler.CompiledFunction function, CallResult result, bool json)
    {
        if (json)
        {
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream))
            {
                writer.WriteStartObject();
                for (var i = 0; i < result.Outputs.Length; i++)
                {
                    writer.WritePropertyName(function.Outputs[i].Name);
                    if (result.Outputs[i] is { } value) ArcValueJson.Write(writer, value);
                    else writer.WriteNullValue();
                }

                writer.WriteEndObject();
            }

            host.Output.WriteLine(Encoding.UTF8.GetString(stream.ToArray()));
            return;
        }

        for (var i = 0; i < result.Outputs.Length; i++)
        {
            var name = result.Outputs.Length > 1 ? $"{function.Outputs[i].Name} = " : "";
            host.Output.WriteLine($"{name}{(result.Outputs[i] is { } value ? value.ToString() : "(not set)")}");
        }
    }
}
