namespace Arc.Cli;

/// <summary>Ends the list behind <c>--modules</c> where something follows that is no assembly, so that names of programs and members may stand behind it.</summary>
internal static class ModuleArguments
{
    public const string Option = "--modules";

    /// <summary>The words of a command line with one <c>--modules</c> before each assembly.</summary>
    public static string[] Separate(string[] arguments)
    {
        var separated = new List<string>(arguments.Length);
        var isListed = false;
        for (var i = 0; i < arguments.Length; i++)
        {
            var argument = arguments[i];
            if (argument == "--")
            {
                separated.AddRange(arguments[i..]);
                break;
            }

            var isAssembly = argument.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
            if (argument == Option && i + 1 < arguments.Length)
            {
                // The first one is what the option is for, whatever its name.
                separated.AddRange([argument, arguments[++i]]);
                isListed = true;
                continue;
            }

            isListed = argument.StartsWith(Option, StringComparison.Ordinal) || (isListed && isAssembly);
            if (isListed && isAssembly && !argument.StartsWith('-')) separated.Add(Option);
            separated.Add(argument);
        }

        return [.. separated];
    }
}
