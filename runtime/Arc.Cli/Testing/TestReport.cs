using System.Globalization;
using Arc.Cases;

namespace Arc.Cli.Testing;

/// <summary>Prints results as they come.</summary>
internal abstract class TestReport(TextWriter output)
{
    private protected TextWriter Output { get; } = output;

    private int _passed;
    private int _failed;

    public bool AllPassed => _failed == 0;

    /// <summary>The results so far.</summary>
    public int Count => _passed + _failed;

    private string Closing => string.Create(CultureInfo.InvariantCulture, $"{_passed} passed, {_failed} failed");

    public static TestReport Create(string format, TextWriter output, TextWriter error) => format switch
    {
        "json" => new JsonReport(output, error),
        "tap" => new TapReport(output),
        _ => new TextReport(output),
    };

    public void Add(Case item, CaseResult result)
    {
        if (result.Ok) _passed++;
        else _failed++;
        Print(item, result);
    }

    public virtual void Close() => Output.WriteLine(Closing);

    protected abstract void Print(Case item, CaseResult result);

    private sealed class TextReport(TextWriter output) : TestReport(output)
    {
        protected override void Print(Case item, CaseResult result)
        {
            if (!result.Ok) Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"FAIL {result.Id} ({item.File}:{item.Line}): {result.Message}"));
        }
    }

    // Data alone is on standard output, one object a line; the closing line is for people.
    private sealed class JsonReport(TextWriter output, TextWriter error) : TestReport(output)
    {
        public override void Close() => error.WriteLine(Closing);

        protected override void Print(Case item, CaseResult result) => Output.WriteLine(result.ToJson().ToJsonString());
    }

    private sealed class TapReport(TextWriter output) : TestReport(output)
    {
        private int _number;

        public override void Close()
        {
            Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"1..{_number}"));
            Output.WriteLine($"# {Closing}");
        }

        protected override void Print(Case item, CaseResult result)
        {
            _number++;
            Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(result.Ok ? "ok" : "not ok")} {_number} - {result.Id}"));
            if (!result.Ok) Output.WriteLine($"  # {result.Message?.ReplaceLineEndings(" ")}");
        }
    }
}
