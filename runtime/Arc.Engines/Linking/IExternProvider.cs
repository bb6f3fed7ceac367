namespace Arc.Engines.Linking;

/// <summary>An instance whose memories, tables and globals can be linked into other instances of the same engine.</summary>
internal interface IExternProvider
{
    /// <summary>The exported memory, table or global.</summary>
    object GetExtern(string export);
}
