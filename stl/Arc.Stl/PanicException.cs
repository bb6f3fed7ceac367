namespace Arc.Stl;

/// <summary>A run-time error that the language itself raises (arc-language.md, section 20).</summary>
/// <param name="reason">What went wrong; <see cref="Exception.Message"/> reads <c>arc panic: reason</c>.</param>
public sealed class PanicException(string reason) : Exception("arc panic: " + reason)
{
    /// <summary>A panic whose message the guest's memory does not give.</summary>
    internal static PanicException Unreadable(string why) => new(why, "arc panic (" + why + ")");

    private readonly string? _message;

    private PanicException(string reason, string message)
        : this(reason) => _message = message;

    /// <inheritdoc/>
    public override string Message => _message ?? base.Message;
}
