using System.Text;
using Arc.Sdk.Hosting;

namespace Arc.Stl;

/// <summary>Run-time errors that the compiler raises.</summary>
[Module("error", Internal = true)]
public sealed partial class ErrorModule
{
    /// <summary>Ends the invocation with the error <c>arc panic: message</c>.</summary>
    /// <param name="context">The invocation, whose memory holds the message.</param>
    /// <param name="ptr">Address of the message in the guest's memory.</param>
    /// <param name="length">Number of bytes.</param>
    /// <exception cref="PanicException">Always.</exception>
    [HostFunction(Contexts.Call)]
    public static void Panic(HostContext context, uint ptr, uint length)
    {
        if (context.Memory.TryRead(ptr, length, out var bytes)) throw new PanicException(Encoding.UTF8.GetString(bytes));
        throw PanicException.Unreadable(context.Memory == GuestMemory.Unreadable ? "memory not set" : "message unreadable");
    }
}
