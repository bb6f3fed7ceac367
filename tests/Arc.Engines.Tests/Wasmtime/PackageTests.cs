using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Arc.Engines.Tests.Wasmtime;

/// <summary>The property of a build that adds the package which brings the native library.</summary>
public class PackageTests
{
    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("", false)]
    public void ArcWasmtimePackage_DecidesAboutTheReference(string value, bool expected)
    {
        var items = Evaluate(value);

        Assert.Equal(expected, items.GetProperty("PackageReference").EnumerateArray().Any(IsWasmtime));
        var version = items.GetProperty("PackageVersion").EnumerateArray().Where(IsWasmtime).ToArray();
        Assert.Equal(expected ? 1 : 0, version.Length);
        if (!expected) return;
        Assert.Matches(@"^\d+\.\d+\.\d+$", version[0].GetProperty("Version").GetString());
        Assert.Equal("native", items.GetProperty("PackageReference").EnumerateArray().Single(IsWasmtime).GetProperty("IncludeAssets").GetString());
    }

    private static bool IsWasmtime(JsonElement item) => item.GetProperty("Identity").GetString() == "Wasmtime";

    private static JsonElement Evaluate(string value)
    {
        var root = typeof(PackageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "ArcRoot").Value!;
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = root,
        };
        foreach (var argument in (string[])["msbuild", "runtime/Arc.Engines/Arc.Engines.csproj", "-getItem:PackageReference", "-getItem:PackageVersion", $"-p:ArcWasmtimePackage={value}"])
            start.ArgumentList.Add(argument);
        // What the test's own build left there is none of that build's business.
        foreach (var name in start.Environment.Keys.Where(static n => n.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray()) start.Environment.Remove(name);
        start.Environment["DOTNET_NOLOGO"] = "1";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output + errors.Result);
        return JsonDocument.Parse(output).RootElement.GetProperty("Items").Clone();
    }
}
