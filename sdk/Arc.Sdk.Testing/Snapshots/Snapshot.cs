using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Arc.Sdk.Testing;

/// <summary>
/// Compares text with files in <c>_snapshots</c> beside the test. Names and contents are those of Verify's documented
/// conventions: <c>Class.Method_parameter=value#name.verified.ext</c>, UTF-8 with a byte order mark, lines ending in LF. A
/// difference writes <c>*.received.*</c> next to the <c>*.verified.*</c> file and fails with a diff; setting
/// <see cref="AcceptVariable"/> to 1 accepts whatever differs, is new or is unused. Works with any test framework: a failure is
/// an exception.
/// </summary>
public static class Snapshot
{
    /// <summary>The environment variable that accepts every difference: <c>ARC_ACCEPT_SNAPSHOTS=1</c>.</summary>
    public const string AcceptVariable = "ARC_ACCEPT_SNAPSHOTS";

    /// <summary>Compares one text with its snapshot.</summary>
    /// <param name="actual">The text.</param>
    /// <param name="name">The snapshot's file name without <c>.verified</c> and extension; null: <c>Class.Method</c> of the test.</param>
    /// <param name="extension">The extension of the text's language.</param>
    /// <param name="caller">The test's source file; filled in by the compiler.</param>
    /// <param name="member">The test's method; filled in by the compiler.</param>
    /// <exception cref="SnapshotException">The text differs from the snapshot, or there is none.</exception>
    /// <exception cref="DirectoryNotFoundException">The test's source folder is not on this machine.</exception>
    public static void Match(string actual, string? name = null, string extension = "cs", [CallerFilePath] string caller = "", [CallerMemberName] string member = "")
    {
        ArgumentNullException.ThrowIfNull(actual);
        var test = new TestName(caller, name is null ? TestName.Of(caller, member) : TestName.FileName(name));
        SnapshotFolder.Compare(test, [new SnapshotText("", extension, actual)]);
    }

    /// <summary>The snapshots beside a test that no test can produce any more: their test's class or method is gone.</summary>
    /// <param name="caller">A test's source file; filled in by the compiler. Its folder is searched.</param>
    /// <returns>File names within <c>_snapshots</c>, ordered.</returns>
    /// <exception cref="DirectoryNotFoundException">The test's source folder is not on this machine.</exception>
    public static ImmutableArray<string> Unused([CallerFilePath] string caller = "") => SnapshotFolder.Unused(SnapshotFolder.SourceFolder(caller));

    /// <summary>Checks that every snapshot beside a test belongs to a test; see <see cref="Unused"/>.</summary>
    /// <param name="caller">A test's source file; filled in by the compiler.</param>
    /// <exception cref="SnapshotException">Some belong to none. Accepting deletes them.</exception>
    /// <exception cref="DirectoryNotFoundException">The test's source folder is not on this machine.</exception>
    public static void AssertNoneUnused([CallerFilePath] string caller = "")
    {
        var unused = Unused(caller);
        if (unused.IsEmpty) return;
        if (SnapshotFolder.Accepts) SnapshotFolder.Delete(caller, unused);
        else throw new SnapshotException(SnapshotReport.Orphans(caller, unused));
    }
}
