namespace Arc.Sdk.Testing.Tests.Snapshots;

/// <summary>Snapshots whose test is gone are found by reading the tests' sources.</summary>
[Collection(nameof(ChangesEnvironment))]
public sealed class UnusedTests : IDisposable
{
    private readonly SnapshotSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void SnapshotsOfTestsThatExist_AreUsed()
    {
        var type = "f64";
        SnapshotSandbox.Accepting(() => _sandbox.Match(Samples.Run));
        SnapshotSandbox.Accepting(() => Samples.Run.MatchSnapshots(type, caller: _sandbox.Source, member: "Case"));
        Assert.Empty(Snapshot.Unused(_sandbox.Source));
        Snapshot.AssertNoneUnused(_sandbox.Source);
    }

    [Theory]
    [InlineData("public class ContractTests { public void Renamed() { } }")]
    [InlineData("public class OtherTests { public void Contract() { } }")]
    [InlineData("")]
    public void SnapshotsOfATestThatIsGone_AreNamed_AndAcceptingDeletesThem(string source)
    {
        SnapshotSandbox.Accepting(() => _sandbox.Match(Samples.Run));
        File.WriteAllText(_sandbox.Source, source);
        var names = _sandbox.Names;
        Assert.Equal(names, Snapshot.Unused(_sandbox.Source));
        var message = Assert.Throws<SnapshotException>(() => Snapshot.AssertNoneUnused(_sandbox.Source)).Message;
        Assert.StartsWith("7 snapshots are unused, because no test of that name exists any more:\n", message, StringComparison.Ordinal);
        Assert.All(names, name => Assert.Contains(name, message, StringComparison.Ordinal));
        SnapshotSandbox.Accepting(() => Snapshot.AssertNoneUnused(_sandbox.Source));
        Assert.Empty(_sandbox.Names);
    }

    [Fact]
    public void CaseOfATestWithoutParameters_IsUnused()
    {
        SnapshotSandbox.Accepting(() => Samples.Run.MatchSnapshots("x", caller: _sandbox.Source, member: "Contract"));
        Assert.Equal(7, Snapshot.Unused(_sandbox.Source).Length);
    }

    [Fact]
    public void SnapshotThatATestNamesItself_IsUsed()
    {
        SnapshotSandbox.Accepting(() => Snapshot.Match("text", "Page", "html", _sandbox.Source));
        Assert.Equal("Page.verified.html", Assert.Single(Snapshot.Unused(_sandbox.Source)));
        File.AppendAllText(_sandbox.Source, "class Pages { const string Name = \"Page\"; }");
        Assert.Empty(Snapshot.Unused(_sandbox.Source));
        Snapshot.Match("text", "Page", "html", _sandbox.Source);
    }

    [Fact]
    public void NameThatNoFileCanHave_IsMadeOne()
    {
        SnapshotSandbox.Accepting(() => Snapshot.Match("text", "a/b#c", "html", _sandbox.Source));
        Assert.Equal(["a-b-c.verified.html"], _sandbox.Names);
        File.AppendAllText(_sandbox.Source, "class Pages { const string Name = \"a/b#c\"; }");
        Assert.Empty(Snapshot.Unused(_sandbox.Source));
    }

    [Fact]
    public void FolderWithoutSnapshots_HasNoneUnused() => Assert.Empty(Snapshot.Unused(_sandbox.Source));
}
