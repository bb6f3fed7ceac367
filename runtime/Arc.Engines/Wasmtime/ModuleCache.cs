using System.Security.Cryptography;
using Arc.Engines.Wasmtime.Native;

namespace Arc.Engines.Wasmtime;

/// <summary>
/// Keeps compiled modules in a folder. Native code takes their bytes on trust, so the folder must be the user's alone, and every file begins
/// with a checksum of the rest: what a full disk or a failing one left is compiled again.
/// </summary>
internal sealed class ModuleCache
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private readonly string _directory;

    /// <exception cref="IOException">The directory cannot be made, or others than the user can write into it.</exception>
    public ModuleCache(string directory)
    {
        _directory = Path.GetFullPath(directory);
        if (OperatingSystem.IsWindows())
        {
            // A folder in the user's profile is the user's alone there.
            Directory.CreateDirectory(_directory);
            return;
        }
        Directory.CreateDirectory(_directory, OwnerOnly);
        if ((File.GetUnixFileMode(_directory) & WritableByOthers) != 0)
            throw new IOException($"WasmtimeOptions.CacheDirectory '{_directory}' is refused: others than the user can write into it.");
        try
        {
            // Only the owner may do this.
            File.SetUnixFileMode(_directory, File.GetUnixFileMode(_directory));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"WasmtimeOptions.CacheDirectory '{_directory}' is refused: it belongs to somebody else.", exception);
        }
    }

    /// <summary>The compiled form of a module; null if there is none, or none that this library and configuration made.</summary>
    public NativeModule? Find(NativeEngine engine, ReadOnlySpan<byte> module)
    {
        byte[] file;
        try
        {
            file = File.ReadAllBytes(FileOf(engine, module));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        if (file.Length < SHA256.HashSizeInBytes) return null;
        var content = file.AsSpan(SHA256.HashSizeInBytes);
        return SHA256.HashData(content).AsSpan().SequenceEqual(file.AsSpan(0, SHA256.HashSizeInBytes)) ? NativeModule.Deserialize(engine, content) : null;
    }

    /// <summary>Keeps a module. That it cannot be kept is no error: it is compiled again next time.</summary>
    public void Add(NativeModule module, ReadOnlySpan<byte> bytes)
    {
        var path = FileOf(module.Engine, bytes);
        var content = module.Serialize();
        var temporary = $"{path}.{Guid.NewGuid():N}";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(SHA256.HashData(content));
                file.Write(content);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
        }
    }

    private string FileOf(NativeEngine engine, ReadOnlySpan<byte> module) =>
        Path.Combine(_directory, $"{Convert.ToHexStringLower(SHA256.HashData(module))}-{engine.Variant.Compiler}-{(engine.Variant.CountsFuel ? "fuel" : "free")}.cwasm");
}
