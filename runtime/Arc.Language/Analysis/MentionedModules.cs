using System.Collections.Immutable;
using Arc.Language.Syntax;

namespace Arc.Language.Analysis;

/// <summary>Finds the module names that flows mention, whether or not the member exists (language section 15).</summary>
internal static class MentionedModules
{
    /// <summary>Finds <c>name.</c> among the tokens: where text could not be read, the tree may have lost a mention.</summary>
    public static void Collect(ImmutableArray<Token> tokens, SourceText source, HashSet<string> names)
    {
        for (var i = 0; i + 1 < tokens.Length; i++)
        {
            if (tokens[i].Kind == TokenKind.Identifier && tokens[i + 1].Kind == TokenKind.Dot) names.Add(source.Slice(tokens[i].Span));
        }
    }

    public static void Collect(SyntaxNode root, HashSet<string> names)
    {
        var pending = new Stack<SyntaxNode>();
        pending.Push(root);
        while (pending.TryPop(out var node))
        {
            switch (node)
            {
                case QualifiedNameSyntax qualified:
                    names.Add(qualified.Head.Name);
                    break;
                case InvocationSyntax { Module: { } module }:
                    names.Add(module.Name);
                    break;
            }

            foreach (var child in SyntaxChildren.Of(node)) pending.Push(child);
        }
    }
}
