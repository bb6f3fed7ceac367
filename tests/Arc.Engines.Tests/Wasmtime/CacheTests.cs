using Arc.Engines.Linking;
using Arc.Engines.Tests.Support;
using Arc.Engines.Wasmtime;
using static Arc.Engines.Tests.Support.WasmBuilder;

namespace Arc.Engines.Tests.Wasmtime;

public sealed class CacheTests : IDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"arc-cache-{Guid.NewGuid():N}");

    private static byte[] Module
    {
        get
        {
            var builder = new WasmBuilder();
            builder.Function("f", [I32], [I32], Op.Join(Op.Get(0), Op.I32(1), [Op.I32Add]));
            return builder.Build();
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(_directory)) Directory.Delete(_directory, true);
    }

    [WasmtimeFact]
    public void Cache_SecondEngine_TakesTheCompiledModule()
    {
        Assert.Equal(8UL, Run());
        var file = Assert.Single(Directory.GetFiles(_directory));
        var written = File.GetLastWriteTimeUtc(file);

        Assert.Equal(8UL, Run());

        Assert.Equal(written, File.GetLastWriteTimeUtc(Assert.Single(Directory.GetFiles(_directory))));
    }

    [WasmtimeFact]
    public void Cache_DamagedFile_IsCompiledAgain()
    {
        Run();
        var file = Assert.Single(Directory.GetFiles(_directory));
        var bytes = File.ReadAllBytes(file);
        foreach (var damaged in (byte[][])[[.. bytes[..^1]], [.. bytes[..100], (byte)~bytes[100], .. bytes[101..]], [], [1, 2, 3]])
        {
            File.WriteAllBytes(file, damaged);

            Assert.Equal(8UL, Run());

            Assert.Equal(bytes, File.ReadAllBytes(file));
        }
    }

    [WasmtimeFact]
    public void Cache_DirectoryThatOthersCanWrite_IsRefused()
    {
        if (OperatingSystem.IsWindows()) return;
        Directory.CreateDirectory(_directory);
        File.SetUnixFileMode(_directory, (UnixFileMode)0b111_111_111);

        var exception = Assert.Throws<IOException>(() => new WasmtimeEngine(new WasmtimeOptions { CacheDirectory = _directory }));

        Assert.Contains("WasmtimeOptions.CacheDirectory", exception.Message, StringComparison.Ordinal);
    }

    [WasmtimeFact]
    public void Cache_NewDirectory_IsTheUsersAlone()
    {
        if (OperatingSystem.IsWindows()) return;
        Run();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_directory));
    }

    private ulong Run()
    {
        using var module = new WasmtimeEngine(new WasmtimeOptions { CacheDirectory = _directory }).Compile(Module);
        using var instance = module.Instantiate(new Linker());
        return instance.Call("f", 7);
    }
}
