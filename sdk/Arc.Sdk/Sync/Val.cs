using System.Collections.Immutable;
using System.Globalization;

namespace Arc.Sdk.Sync;

/// <summary>What a <see cref="Val"/> is.</summary>
public enum ValKind : byte
{
    /// <summary>Nothing.</summary>
    Null,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A double.</summary>
    Number,

    /// <summary>Text.</summary>
    Text,

    /// <summary>An ordered list of values.</summary>
    Array,

    /// <summary>An ordered list of named values.</summary>
    Object,

    /// <summary>An error with a code and a message.</summary>
    Error,

    /// <summary>A handle on something that the executor may await.</summary>
    Handle,
}

/// <summary>A dynamic, JSON-like value: what a workflow script computes with and the synchronous facet takes and gives.</summary>
public readonly struct Val
{
    private readonly double _number;
    private readonly object? _reference;

    private Val(ValKind kind, double number, object? reference)
    {
        Kind = kind;
        _number = number;
        _reference = reference;
    }

    /// <summary>What it is.</summary>
    public ValKind Kind { get; }

    /// <summary>The null value.</summary>
    public static Val Null => default;

    /// <summary>The value of a boolean.</summary>
    public bool Boolean => Kind == ValKind.Boolean ? _number != 0 : throw Not("a boolean");

    /// <summary>The value of a number.</summary>
    public double Number => Kind == ValKind.Number ? _number : throw Not("a number");

    /// <summary>The value of a text.</summary>
    public string Text => Kind == ValKind.Text ? (string)_reference! : throw Not("a text");

    /// <summary>The items of an array.</summary>
    public ImmutableArray<Val> Items => Kind == ValKind.Array ? (ImmutableArray<Val>)_reference! : throw Not("an array");

    /// <summary>The members of an object, in order.</summary>
    public ImmutableArray<KeyValuePair<string, Val>> Members =>
        Kind == ValKind.Object ? (ImmutableArray<KeyValuePair<string, Val>>)_reference! : throw Not("an object");

    /// <summary>The code and message of an error.</summary>
    public (string Code, string Message) Error => Kind == ValKind.Error ? ((string, string))_reference! : throw Not("an error");

    /// <summary>The id of a handle.</summary>
    public string HandleId => Kind == ValKind.Handle ? (string)_reference! : throw Not("a handle");

    /// <summary>A boolean.</summary>
    public static Val Of(bool value) => new(ValKind.Boolean, value ? 1 : 0, null);

    /// <summary>A number.</summary>
    public static Val Of(double value) => new(ValKind.Number, value, null);

    /// <summary>A text.</summary>
    public static Val Of(string value) => new(ValKind.Text, 0, value ?? throw new ArgumentNullException(nameof(value)));

    /// <summary>An array.</summary>
    public static Val Of(ImmutableArray<Val> items) => new(ValKind.Array, 0, items);

    /// <summary>An object.</summary>
    public static Val Of(ImmutableArray<KeyValuePair<string, Val>> members) => new(ValKind.Object, 0, members);

    /// <summary>An error.</summary>
    public static Val OfError(string code, string message) => new(ValKind.Error, 0, (code, message));

    /// <summary>A handle.</summary>
    public static Val OfHandle(string id) => new(ValKind.Handle, 0, id ?? throw new ArgumentNullException(nameof(id)));

    /// <summary>A JSON-like rendering for messages.</summary>
    public override string ToString() => Kind switch
    {
        ValKind.Null => "null",
        ValKind.Boolean => _number != 0 ? "true" : "false",
        ValKind.Number => _number.ToString("R", CultureInfo.InvariantCulture),
        ValKind.Text => $"\"{_reference}\"",
        ValKind.Array => $"[{string.Join(", ", Items)}]",
        ValKind.Object => $"{{{string.Join(", ", Members.Select(m => $"{m.Key}: {m.Value}"))}}}",
        ValKind.Error => $"error {Error.Code}: {Error.Message}",
        _ => $"handle {_reference}",
    };

    private InvalidOperationException Not(string expected) => new($"{this} is not {expected}");
}
