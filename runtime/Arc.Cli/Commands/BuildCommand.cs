using System.CommandLine;
using System.Text;
using Arc.Compiler.Contracts;
using Arc.Sdk.Ir;

namespace Arc.Cli.Commands;

/// <summary><c>arc build FILE [-o DIR]</c>: the guest module, the IR and the contract, all of them or none.</summary>
internal static class BuildCommand
{
    public static Command Create(CliHost host)
    {
        var file = CommonOptions.File();
        var output = new Option<string>("--output", "-o") { Description = "The folder that receives the files.", HelpName = "DIR", DefaultValueFactory = _ => "." };
        var channels = ChannelsOption.Create();
        var modules = CommonOptions.Modules();
        var command = new Command("build", "Writes program.wasm, program.ir.json and program.contract.json.\n\nExample: arc build tank.arc -o out") { file, output, channels, modules };
        command.SetAction(parsed =>
        {
            var set = ModuleLoader.Add(host.Modules, parsed.GetValue(modules) ?? []);
            using var program = ProgramFile.CompileOrFail(host, parsed.GetRequiredValue(file), set, ChannelsOption.Read(parsed.GetValue(channels)));
            var folder = Directory.CreateDirectory(parsed.GetRequiredValue(output)).FullName;
            WriteAll(folder,
                ("program.wasm", program.Compiled.Wasm.ToArray()),
                ("program.ir.json", IrJson.Write(program.Compiled.Ir, program.Compiled.OutputMemoryBases)),
                ("program.contract.json", Encoding.UTF8.GetBytes(ContractWriter.Write(program.Compiled))));
            host.Output.WriteLine(Path.Combine(folder, "program.wasm"));
            return ExitCode.Ok;
        });
        return command;
    }

    // Written beside the targets first: whatever fails, no half of a build is left behind.
    private static void WriteAll(string folder, params (string Name, byte[] Bytes)[] files)
    {
        var pending = files.Select(f => (Temporary: Path.Combine(folder, $".{f.Name}.{Guid.NewGuid():N}"), Target: Path.Combine(folder, f.Name), f.Bytes)).ToList();
        try
        {
            foreach (var (temporary, _, bytes) in pending) File.WriteAllBytes(temporary, bytes);
            foreach (var (temporary, target, _) in pending) File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            foreach (var (temporary, _, _) in pending) File.Delete(temporary);
        }
    }
}
