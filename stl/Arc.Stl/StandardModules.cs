using Arc.Sdk.Modules;

namespace Arc.Stl;

/// <summary>The standard library as a module set.</summary>
public static class StandardModules
{
    private static readonly ModuleSet Set = ModuleSet.Empty
        .Add<ChannelModule>()
        .Add<StateModule>()
        .Add<SeriesModule>()
        .Add<StringModule>()
        .Add<OpModule>()
        .Add<ErrorModule>()
        .Add<MathModule>()
        .Add<StatModule>()
        .Add<TimeModule>()
        .Add<TelemModule>()
        .Add<ControlModule>()
        .Add<StableModule>();

    extension(ModuleSet)
    {
        /// <summary>The modules of the standard library, from which a host builds its own set.</summary>
        public static ModuleSet Standard => Set;
    }
}
