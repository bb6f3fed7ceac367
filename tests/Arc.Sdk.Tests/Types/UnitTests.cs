using Arc.Sdk.Types;

namespace Arc.Sdk.Tests.Types;

public class UnitTests
{
    [Theory]
    [InlineData("ns", 1, "time^1")]
    [InlineData("min", 60e9, "time^1")]
    [InlineData("khz", 1e3, "time^-1")]
    [InlineData("psi", 6894.76, "length^-1 mass^1 time^-2")]
    [InlineData("mV", 1e-3, "length^2 mass^1 time^-3 current^-1")]
    [InlineData("KiB", 8192, "data^1")]
    [InlineData("pct", 0.01, "dimensionless")]
    public void Unit_HasTheScaleAndDimensionOfTheTable(string name, double scale, string dimensions)
    {
        Assert.True(Unit.TryGet(name, out var unit));
        Assert.Equal(scale, unit.Scale);
        Assert.Equal(dimensions, unit.Dimensions.ToString());
    }

    [Theory]
    [InlineData("NS")]
    [InlineData("e5")]
    [InlineData("")]
    public void UnknownName_IsNoUnit(string name) => Assert.False(Unit.TryGet(name, out _));

    [Fact]
    public void Registry_HasEveryUnitOfTheLanguageOnce() => Assert.Equal(90, Unit.All.Select(u => u.Name).Distinct().Count());
}
