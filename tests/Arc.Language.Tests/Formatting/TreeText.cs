using System.Collections;
using System.Globalization;
using System.Text;
using Arc.Language.Syntax;

namespace Arc.Language.Tests.Formatting;

/// <summary>A tree without its places, for comparisons.</summary>
public static class TreeText
{
    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null or SourceSpan:
                text.Append('-');
                break;
            case Identifier name:
                text.Append(name.Name);
                break;
            case FlowOperatorSyntax arrow:
                text.Append(arrow.IsConditional ? "=>" : "->");
                break;
            case SyntaxNode node:
                text.Append('(').Append(node.GetType().Name);
                foreach (var property in node.GetType().GetProperties().Where(p => p.PropertyType != typeof(SourceSpan) && p.GetIndexParameters().Length == 0).OrderBy(p => p.Name, StringComparer.Ordinal))
                {
                    if (property.Name == "EqualityContract") continue;
                    text.Append(' ');
                    Write(text, property.GetValue(node));
                }

                text.Append(')');
                break;
            case string s:
                text.Append(CultureInfo.InvariantCulture, $"\"{s}\"");
                break;
            case IEnumerable list:
                text.Append('[');
                foreach (var item in list)
                {
                    Write(text, item);
                    text.Append(' ');
                }

                text.Append(']');
                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
        }
    }
}
