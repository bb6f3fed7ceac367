using Arc.Language.Syntax;

namespace Arc.Language.Analysis;

/// <summary>Finds the module names that flows mention, whether or not the member exists (language section 15).</summary>
internal static class MentionedModules
{
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
