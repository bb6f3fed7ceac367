namespace Arc.Runtime.Hosting;

/// <summary>The file that keeps a session's state. It is replaced as a whole: whatever happens, one complete state is there.</summary>
internal sealed class CheckpointFile(string path)
{
    public string Path { get; } = path;

    /// <summary>The state; null if none was written yet.</summary>
    public byte[]? Read() => File.Exists(Path) ? File.ReadAllBytes(Path) : null;

    public async Task WriteAsync(byte[] state)
    {
        if (System.IO.Path.GetDirectoryName(Path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        var pending = Path + ".pending";
        var file = new FileStream(pending, FileMode.Create, FileAccess.Write);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(state).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }

        File.Move(pending, Path, overwrite: true);
    }

    /// <summary>Puts a state aside that no session can go on from.</summary>
    /// <returns>Where it is now.</returns>
    public string PutAside()
    {
        var aside = Path + ".refused";
        File.Move(Path, aside, overwrite: true);
        return aside;
    }
}
