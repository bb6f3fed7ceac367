namespace Arc.Runtime.Hosting.Tests.Support;

/// <summary>Tests with an application each, which is stopped afterwards.</summary>
public abstract class ApplicationTests : IAsyncLifetime, IDisposable
{
    internal Application Application { get; } = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Application.StopAsync();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing) Application.Dispose();
    }
}
