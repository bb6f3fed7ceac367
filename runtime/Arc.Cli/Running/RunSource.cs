using System.Globalization;
using Arc.Cli.Commands;
using Arc.Cli.Data;
using Arc.Language.Diagnostics;
using Arc.Runtime;
using Arc.Sdk.Channels;
using Arc.Sdk.Types;

namespace Arc.Cli.Running;

/// <summary>What a run starts from: the program, compiled against the channels that the recording and the command line offer.</summary>
internal sealed class RunSource : IAsyncDisposable
{
    private readonly Stream? _input;

    private RunSource(Stream? input, Recording? recording, ArcCompilation compilation, ArcProgram program)
    {
        _input = input;
        Recording = recording;
        Compilation = compilation;
        Program = program;
    }

    /// <summary>The recording; null if the program runs without one.</summary>
    public Recording? Recording { get; }

    public ArcCompilation Compilation { get; }

    public ArcProgram Program { get; }

    /// <summary>Columns of the recording that feed nothing.</summary>
    public int UnusedColumns => Recording is null ? 0 : Recording.Offered.Count - Recording.Columns.Count;

    /// <summary>The part of the input that was read, from 0 to 1; null if its length is not known.</summary>
    public double? Progress => _input is { CanSeek: true, Length: > 0 } ? (double)_input.Position / _input.Length : null;

    /// <summary>Opens the recording and compiles the program; prints its diagnostics.</summary>
    /// <exception cref="CliException">The program is wrong, or a file does not exist.</exception>
    /// <exception cref="DataException">The recording has no usable header.</exception>
    public static async Task<RunSource> OpenAsync(CliHost host, RunOptions options, CancellationToken cancellation)
    {
        var modules = ModuleLoader.Add(host.Modules, options.Modules);
        var input = OpenInput(host, options);
        try
        {
            var recording = input is null ? null : await Recording.OpenAsync(input, options.Input!, options.Recording, cancellation).ConfigureAwait(false);
            var compilation = ArcProgram.CompileFile(CommonOptions.ReadSource(options.Program), new ArcOptions
            {
                Modules = modules,
                Channels = Channels(options, recording),
                FileName = options.Program,
                DeclareWrittenChannels = true,
            });
            ProgramFile.Print(host, compilation);
            var program = compilation.Program ?? throw new CliException(ProgramFile.Summary([compilation]) + Offered(options, recording, compilation));
            recording?.Feed(program.ReadChannels);
            return new RunSource(input, recording, compilation, program);
        }
        catch
        {
            if (input is not null) await input.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Opens what receives the writes: a file if one was named.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="otherwise">Opens what receives them else.</param>
    public OutputWriter OpenOutput(RunOptions options, Func<Stream> otherwise)
    {
        var stream = options.Output is null ? otherwise() : new FileStream(options.Output, FileMode.Create, FileAccess.Write, FileShare.Read);
        return options.Wide ? OutputWriter.Wide(stream, Program.WrittenChannels.Select(c => c.Name)) : OutputWriter.Long(stream);
    }

    public async ValueTask DisposeAsync()
    {
        Program.Dispose();
        if (_input is not null) await _input.DisposeAsync().ConfigureAwait(false);
    }

    private static List<ChannelInfo> Channels(RunOptions options, Recording? recording)
    {
        var declared = ChannelsOption.Read(options.ChannelsFile).ToList();
        if (recording is null) return declared;
        var key = declared.Count == 0 ? 0 : declared.Max(c => c.Key);
        foreach (var column in recording.Offered.Where(o => declared.All(d => d.Name != o.Name)))
        {
            var type = column.Type is null ? ArcType.Of(Primitive.F64) : ChannelList.ParseType(column.Type)
                ?? throw new CliException($"{options.Input}: column '{column.Header}': '{column.Type}' is no type; expected for example f64, u8 or str");
            declared.Add(new ChannelInfo(++key, column.Name, type));
        }

        return declared;
    }

    /// <summary>What could feed a name that the program uses and nothing declares.</summary>
    private static string Offered(RunOptions options, Recording? recording, ArcCompilation compilation)
    {
        if (recording is null || !compilation.Diagnostics.Any(static d => d.Code == DiagnosticCodes.SymbolUndefined)) return "";
        return recording.Offered.Count == 0
            ? $"\narc: {options.Input} has a time column and no other, so it feeds no channel"
            : $"\narc: {options.Input} feeds {string.Join(", ", recording.Offered.Select(static o => o.Name))}; --map COLUMN=CHANNEL gives a column another name, --channels declares more";
    }

    private static Stream? OpenInput(CliHost host, RunOptions options)
    {
        if (options.Input is null) return null;
        if (options.Input == "-") return host.OpenInput();
        return File.Exists(options.Input)
            ? new FileStream(options.Input, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, useAsync: true)
            : throw new CliException(string.Create(CultureInfo.InvariantCulture, $"the recording '{options.Input}' does not exist"));
    }
}
