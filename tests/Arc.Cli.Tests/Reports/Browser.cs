using System.Diagnostics;

namespace Arc.Cli.Tests.Reports;

/// <summary>A browser without a window.</summary>
internal static class Browser
{
    public const string Tool = "chromium";

    /// <summary>Opens a file and gives what became of it, and what it wrote on the console.</summary>
    public static (string Dom, string[] Console) Open(string file, string folder)
    {
        var start = new ProcessStartInfo(Tool) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[]
                 {
                     "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--window-size=1400,900", $"--user-data-dir={Path.Combine(folder, "profile")}",
                     "--dump-dom", "--enable-logging=stderr", "--v=0", "--virtual-time-budget=10000", new Uri(file).AbsoluteUri,
                 }) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var dom = process.StandardOutput.ReadToEndAsync();
        var messages = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(3)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{Tool} hangs");
        }

        return (dom.GetAwaiter().GetResult(), [.. messages.GetAwaiter().GetResult().Split('\n').Where(l => l.Contains("CONSOLE", StringComparison.Ordinal))]);
    }
}
