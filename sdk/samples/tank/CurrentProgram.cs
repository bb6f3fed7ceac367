namespace TankServer;

/// <summary>The text of the program that runs.</summary>
public sealed class CurrentProgram
{
    public string Source { get; set; } = TankSession.Source;
}
