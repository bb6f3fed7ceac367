using System.Globalization;

namespace Arc.Cli.Data;

/// <summary>Input data is wrong: the file, the row and the column are in the message.</summary>
/// <param name="file">The file's name, or <c>-</c>.</param>
/// <param name="row">The row, from 1; the header is row 1.</param>
/// <param name="column">The column's header; empty if the whole row is meant.</param>
/// <param name="message">What was expected, what was found, what to do.</param>
internal sealed class DataException(string file, long row, string column, string message)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"{file}: row {row}{(column.Length == 0 ? "" : $", column '{column}'")}: {message}"))
{
    public long Row { get; } = row;
}
