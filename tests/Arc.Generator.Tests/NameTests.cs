using Arc.Generator.Validation;
using Arc.Sdk.Types;

namespace Arc.Generator.Tests;

/// <summary>Names follow the language, and tables that the generator repeats equal those of the SDK.</summary>
public class NameTests
{
    [Theory]
    [InlineData("SetAuthority", "set_authority")]
    [InlineData("Clamp", "clamp")]
    [InlineData("Atan2", "atan2")]
    [InlineData("Log10", "log10")]
    [InlineData("FIRFilter", "fir_filter")]
    [InlineData("ToF32", "to_f32")]
    [InlineData("x", "x")]
    [InlineData("holdOff", "hold_off")]
    [InlineData("already_snake", "already_snake")]
    [InlineData("Mixed_Case", "mixed_case")]
    [InlineData("HTTP", "http")]
    public void CSharpName_BecomesSnakeCase(string name, string expected) => Assert.Equal(expected, ArcNames.SnakeCase(name));

    [Theory]
    [InlineData("x", true)]
    [InlineData("_x1", true)]
    [InlineData("1x", false)]
    [InlineData("", false)]
    [InlineData("a-b", false)]
    [InlineData("größe", false)]
    public void Identifier_IsWhatTheLanguageAllows(string name, bool expected) => Assert.Equal(expected, ArcNames.IsIdentifier(name));

    [Theory]
    [InlineData("set_authority", "SetAuthority")]
    [InlineData("math.fft", "MathFft")]
    [InlineData("_1st", "_1st")]
    [InlineData("_", "_")]
    public void ArcName_BecomesAnIdentifierOfCSharp(string name, string expected) => Assert.Equal(expected, ArcNames.PascalCase(name));

    [Theory]
    [InlineData("my-plant", "my_plant")]
    [InlineData("1st", "_1st")]
    [InlineData("next", "next_")]
    [InlineData("größe", "gr__e")]
    [InlineData("", "_")]
    public void Repair_GivesTheNearestName(string name, string expected) => Assert.Equal(expected, ArcNames.Repair(name));

    [Theory]
    [InlineData("math..fft", "math.fft")]
    [InlineData("series", "series_")]
    [InlineData("..", "module")]
    public void RepairModule_GivesTheNearestModuleName(string name, string expected) => Assert.Equal(expected, ArcNames.RepairModule(name));

    [Theory]
    [InlineData("seconds", "s")]
    [InlineData("PSI", "psi")]
    [InlineData("Kpa", "kPa")]
    [InlineData("khertz", null)]
    public void Unit_ThatIsUnknown_HasANearestOne(string name, string? expected) => Assert.Equal(expected, Units.Near(name).FirstOrDefault());

    [Fact]
    public void Units_AreListedOnThePageOfTheirDiagnostic() =>
        Assert.All(Units.Names, u => Assert.Contains($"`{u}`", Pages.DiagnosticPage.Of("ARCG1207").Text, StringComparison.Ordinal));

    [Fact]
    public void Units_AreThoseOfTheSdk() =>
        Assert.Equal(Unit.All.Select(u => u.Name).Order(StringComparer.Ordinal), Units.Names.Order(StringComparer.Ordinal));

    [Fact]
    public void Primitives_AreThoseOfTheSdk() =>
        Assert.Equal(PrimitiveFacts.All.Select(p => (p.ToString(), p.Name())), Model.Prims.All.Select(p => (p.ToString(), Model.Prims.Suffix(p))));

    [Fact]
    public void Sets_AreThoseOfTheSdk() => Assert.Equal(
        [TypeSet.Any.Bits, TypeSet.Numeric.Bits, TypeSet.Integer.Bits, TypeSet.Float.Bits, TypeSet.Signed.Bits],
        [Model.Prims.Any, Model.Prims.Numeric, Model.Prims.Integer, Model.Prims.Float, Model.Prims.Signed]);
}
