using System.Runtime.CompilerServices;

namespace Arc.Sdk.Testing;

/// <summary>
/// Compares text with a file under <c>_snapshots</c> beside the test. A difference writes <c>*.received.*</c> next to the
/// <c>*.verified.*</c> file; setting <c>ARC_ACCEPT_SNAPSHOTS=1</c> accepts what is received.
/// </summary>
public static class Snapshot
{
    /// <summary>The environment variable that accepts every difference.</summary>
    public const string AcceptVariable = "ARC_ACCEPT_SNAPSHOTS";

    /// <summary>Compares text with its snapshot.</summary>
    /// <param name="actual">The text.</param>
    /// <param name="name">The snapshot's file name without extension, for example <c>Signal.Nodes</c>.</param>
    /// <param name="extension">The extension of the text's language.</param>
    /// <param name="caller">The test's source file; filled in by the compiler.</param>
    /// <exception cref="SnapshotException">The text differs from the snapshot, or there is none.</exception>
    public static void Match(string actual, string name, string extension = "cs", [CallerFilePath] string caller = "")
    {
        ArgumentNullException.ThrowIfNull(actual);
        var folder = Path.Combine(Path.GetDirectoryName(caller) ?? ".", "_snapshots");
        var verified = Path.Combine(folder, $"{name}.verified.{extension}");
        var received = Path.Combine(folder, $"{name}.received.{extension}");
        var expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : null;
        actual = actual.ReplaceLineEndings("\n");
        if (expected == actual)
        {
            File.Delete(received);
            return;
        }

        Directory.CreateDirectory(folder);
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            File.WriteAllText(verified, actual);
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual);
        throw new SnapshotException(expected is null
            ? $"there is no snapshot {verified}; look at {received} and set {AcceptVariable}=1 to accept it"
            : $"{received} differs from the snapshot, {FirstDifference(expected, actual)}; set {AcceptVariable}=1 to accept it");
    }

    private static string FirstDifference(string expected, string actual)
    {
        var left = expected.Split('\n');
        var right = actual.Split('\n');
        for (var i = 0; ; i++)
        {
            var (was, now) = (i < left.Length ? left[i] : "<end>", i < right.Length ? right[i] : "<end>");
            if (was != now) return $"first in line {i + 1}: expected '{was.Trim()}', got '{now.Trim()}'";
        }
    }
}

/// <summary>Text differs from its snapshot.</summary>
/// <param name="message">Where the two files are and how they differ.</param>
public sealed class SnapshotException(string message) : Exception(message);
