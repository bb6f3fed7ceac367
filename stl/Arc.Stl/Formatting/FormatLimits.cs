using System.Globalization;

namespace Arc.Stl.Formatting;

/// <summary>What a format placeholder may ask for. A host that wants another limit offers this type as a service.</summary>
/// <param name="FormatBytes">Greatest width and greatest precision; the default is 64 KiB.</param>
public sealed record FormatLimits(int FormatBytes = 64 * 1024);

/// <summary>A format placeholder asks for more text than allowed.</summary>
/// <param name="requested">Characters asked for by width or precision.</param>
/// <param name="limit">Characters allowed.</param>
public sealed class FormatLimitException(long requested, int limit) : Exception(
    string.Create(CultureInfo.InvariantCulture, $"formatted text of {requested} characters exceeds the limit of {limit} bytes (setting FormatBytes)"));
