namespace Arc.Language.Diagnostics;

/// <summary>
/// The catalogue of codes. Ranges by topic: ARC0xxx tools, ARC1xxx text and syntax, ARC2xxx types and units, ARC3xxx functions and calls,
/// ARC4xxx names, ARC5xxx imports, ARC6xxx statements, ARC7xxx flows, sequences and stages, ARC8xxx authority, ARC9xxx limits of compilation. A code is never reused.
/// </summary>
public static class DiagnosticCodes
{
    /// <summary>A build step that failed for a reason outside the program.</summary>
    public const string Tool = "ARC0000";

    /// <summary>Something else was expected here.</summary>
    public const string Syntax = "ARC1001";

    /// <summary>A string without its closing quote.</summary>
    public const string UnterminatedString = "ARC1002";

    /// <summary>A block comment without its end.</summary>
    public const string UnterminatedComment = "ARC1003";

    /// <summary>A character that no token starts with.</summary>
    public const string UnexpectedCharacter = "ARC1004";

    /// <summary>A malformed escape in a string.</summary>
    public const string InvalidEscape = "ARC1005";

    /// <summary>A malformed placeholder in a format string.</summary>
    public const string InvalidPlaceholder = "ARC1006";

    /// <summary>Nesting beyond the limit.</summary>
    public const string NestingTooDeep = "ARC1007";

    /// <summary>Source text beyond the limit.</summary>
    public const string SourceTooLarge = "ARC1008";

    /// <summary>More tokens than the limit.</summary>
    public const string TooManyTokens = "ARC1009";

    /// <summary>A delimiter that is not closed.</summary>
    public const string MissingDelimiter = "ARC1010";

    /// <summary>A construct at a place where the grammar does not admit it.</summary>
    public const string Misplaced = "ARC1011";

    /// <summary>A literal was required.</summary>
    public const string LiteralRequired = "ARC1012";

    /// <summary>Errors beyond the cap were counted, not shown.</summary>
    public const string TooManyErrors = "ARC1099";

    /// <summary>Operand, assignment, return or connection of the wrong type.</summary>
    public const string TypeMismatch = "ARC2001";

    /// <summary>A literal that its type cannot hold.</summary>
    public const string LiteralRange = "ARC2002";

    /// <summary>A type variable's constraint is not met.</summary>
    public const string TypeConstraintViolation = "ARC2003";

    /// <summary>A unit that the registry does not know.</summary>
    public const string UnknownUnit = "ARC2004";

    /// <summary>A unit conversion that would lose digits, or probably does.</summary>
    public const string LossyUnitConversion = "ARC2006";

    /// <summary>A cast that does not exist.</summary>
    public const string InvalidCast = "ARC2007";

    /// <summary>A format spec that does not fit its value.</summary>
    public const string InvalidFormatSpec = "ARC2008";

    /// <summary>A type that cannot be inferred.</summary>
    public const string UnresolvedType = "ARC2009";

    /// <summary>Wrong number of arguments.</summary>
    public const string FuncArgCount = "ARC3001";

    /// <summary>Argument of the wrong type.</summary>
    public const string FuncArgType = "ARC3002";

    /// <summary>Something that cannot be called is called.</summary>
    public const string NotCallable = "ARC3003";

    /// <summary>A function's return does not fit its declaration.</summary>
    public const string Return = "ARC3004";

    /// <summary>A parameter list that is not well-formed.</summary>
    public const string Parameter = "ARC3005";

    /// <summary>Functions that can only call each other for ever.</summary>
    public const string CircularCall = "ARC3006";

    /// <summary>An output that is never assigned.</summary>
    public const string UnassignedOutput = "ARC3007";

    /// <summary>A function without output is used as a value.</summary>
    public const string NoValue = "ARC3008";

    /// <summary>A name that nothing declares.</summary>
    public const string SymbolUndefined = "ARC4001";

    /// <summary>A name that is declared twice.</summary>
    public const string SymbolRedefined = "ARC4002";

    /// <summary>A name that has a better one.</summary>
    public const string DeprecatedSymbol = "ARC4003";

    /// <summary>A symbol of the wrong kind.</summary>
    public const string SymbolKind = "ARC4004";

    /// <summary>A name that the compiled module needs for itself.</summary>
    public const string ReservedName = "ARC4005";

    /// <summary>An imported module that nothing uses.</summary>
    public const string UnusedImport = "ARC5001";

    /// <summary>A module that the host does not offer.</summary>
    public const string UnknownModule = "ARC5002";

    /// <summary>One alias for two imports.</summary>
    public const string DuplicateImport = "ARC5003";

    /// <summary>An import behind another kind of item.</summary>
    public const string ImportOrder = "ARC5004";

    /// <summary>A jump statement outside a loop.</summary>
    public const string JumpOutsideLoop = "ARC6001";

    /// <summary>A target that cannot be assigned.</summary>
    public const string InvalidAssignment = "ARC6002";

    /// <summary>A value that cannot be iterated, or a malformed <c>range</c>.</summary>
    public const string InvalidLoop = "ARC6003";

    /// <summary>A condition that is neither zero nor non-zero.</summary>
    public const string InvalidCondition = "ARC6004";

    /// <summary>A value that cannot be indexed or sliced.</summary>
    public const string InvalidIndex = "ARC6005";

    /// <summary>A flow statement that is not well-formed.</summary>
    public const string Flow = "ARC7001";

    /// <summary>A config value that does not fit.</summary>
    public const string ConfigValue = "ARC7002";

    /// <summary>A routing table that does not fit.</summary>
    public const string Routing = "ARC7003";

    /// <summary>A transition whose target cannot be reached.</summary>
    public const string Transition = "ARC7004";

    /// <summary>A dataflow cycle.</summary>
    public const string DataflowCycle = "ARC7005";

    /// <summary>An input that nothing feeds.</summary>
    public const string MissingInput = "ARC7006";

    /// <summary>An authority declaration that is not well-formed.</summary>
    public const string Authority = "ARC8001";

    /// <summary>A correct program beyond a limit of the compiled form.</summary>
    public const string CompilationLimit = "ARC9001";
}
