using System.Buffers.Text;

namespace Arc.Cli.Data;

/// <summary>
/// Time cells (cli.md): ns since the epoch, ISO-8601, or <c>yyyy-MM-dd HH:mm:ss[.fff]</c>. Without a zone a time is in the
/// given one.
/// </summary>
internal sealed class TimeParser(TimeZoneInfo zone)
{
    private const long TicksToNanoseconds = 100;

    /// <summary>Parses one cell to ns since the epoch.</summary>
    public bool TryParse(ReadOnlySpan<byte> cell, out long time)
    {
        cell = cell.Trim((byte)' ');
        if (Utf8Parser.TryParse(cell, out time, out var used) && used == cell.Length) return true;
        return TryParseCalendar(cell, out time);
    }

    private bool TryParseCalendar(ReadOnlySpan<byte> cell, out long time)
    {
        time = 0;
        if (cell.Length < 10 || !Digits(cell, 0, 4, out var year) || cell[4] != '-' || !Digits(cell, 5, 2, out var month) || cell[7] != '-' || !Digits(cell, 8, 2, out var day))
            return false;
        int hour = 0, minute = 0, second = 0;
        long fraction = 0;
        var rest = cell[10..];
        if (!rest.IsEmpty)
        {
            if (rest.Length < 6 || rest[0] is not ((byte)'T' or (byte)'t' or (byte)' ') || !Digits(rest, 1, 2, out hour) || rest[3] != ':' || !Digits(rest, 4, 2, out minute)) return false;
            rest = rest[6..];
            if (!rest.IsEmpty && rest[0] == ':')
            {
                if (!Digits(rest, 1, 2, out second)) return false;
                rest = rest[3..];
                if (!rest.IsEmpty && rest[0] is (byte)'.' or (byte)',' && !Fraction(ref rest, out fraction)) return false;
            }
        }

        if (month is < 1 or > 12 || day < 1 || year < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59) return false;
        var local = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified);
        if (!TryOffset(rest, local, out var offset)) return false;
        var ticks = Int128.CreateChecked(local.Ticks - offset.Ticks - DateTime.UnixEpoch.Ticks) * TicksToNanoseconds + fraction;
        if (ticks < long.MinValue || ticks > long.MaxValue) return false;
        time = (long)ticks;
        return true;
    }

    private bool TryOffset(ReadOnlySpan<byte> text, DateTime local, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text.IsEmpty)
        {
            offset = zone.GetUtcOffset(local);
            return true;
        }

        if (text is [(byte)'Z' or (byte)'z']) return true;
        if (text.Length < 3 || text[0] is not ((byte)'+' or (byte)'-') || !Digits(text, 1, 2, out var hours)) return false;
        var minutes = 0;
        var rest = text[3..];
        if (!rest.IsEmpty && rest[0] == ':') rest = rest[1..];
        if (!rest.IsEmpty && (rest.Length != 2 || !Digits(rest, 0, 2, out minutes))) return false;
        if (hours > 14 || minutes > 59) return false;
        offset = new TimeSpan(hours, minutes, 0);
        if (text[0] == '-') offset = -offset;
        return true;
    }

    private static bool Fraction(ref ReadOnlySpan<byte> rest, out long nanoseconds)
    {
        nanoseconds = 0;
        var digits = 0;
        rest = rest[1..];
        while (digits < rest.Length && rest[digits] is >= (byte)'0' and <= (byte)'9')
        {
            if (digits < 9) nanoseconds = nanoseconds * 10 + (rest[digits] - '0');
            digits++;
        }

        for (var i = digits; i < 9; i++) nanoseconds *= 10;
        rest = rest[digits..];
        return digits > 0;
    }

    private static bool Digits(ReadOnlySpan<byte> text, int start, int count, out int value)
    {
        value = 0;
        if (text.Length < start + count) return false;
        foreach (var b in text.Slice(start, count))
        {
            if (b is < (byte)'0' or > (byte)'9') return false;
            value = value * 10 + (b - '0');
        }

        return true;
    }
}
