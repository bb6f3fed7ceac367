using System.Globalization;
using System.Text.Json;
using Arc.Engines.Linking;
using Arc.Engines.Wasmtime;

namespace Arc.Engines.Tests.Specification;

/// <summary>Runs a script of the core tests and lists the commands that do not hold.</summary>
internal sealed class ScriptRunner : IDisposable
{
    private readonly IWasmEngine _engine;
    private readonly string _folder;
    private readonly InstanceOptions _options = new()
    {
        ExecutionBudget = 2_000_000_000,
        MaxMemoryBytes = 4L << 30,
        MaxTableElements = 20_000_000,
        Group = new InstanceGroup(),
    };

    private readonly List<WasmInstance> _instances = [];
    private readonly Dictionary<string, WasmInstance> _named = [];
    private readonly Dictionary<string, WasmInstance> _registered = [];
    private readonly WasmInstance _spectest;
    private WasmInstance? _current;

    public ScriptRunner(IWasmEngine engine, string folder)
    {
        _engine = engine;
        _folder = folder;
        _spectest = SpecTest.Instantiate(engine, _options);
    }

    /// <summary>How many commands were run.</summary>
    public int Commands { get; private set; }

    public void Dispose()
    {
        foreach (var instance in _instances) instance.Dispose();
        _spectest.Dispose();
    }

    public List<string> Run(string script)
    {
        var failures = new List<string>();
        using var document = JsonDocument.Parse(File.ReadAllBytes(script));
        foreach (var command in document.RootElement.GetProperty("commands").EnumerateArray())
        {
            var kind = command.GetProperty("type").GetString()!;
            Commands++;
            string? failure;
            try
            {
                failure = Execute(kind, command);
            }
            catch (Exception exception)
            {
                failure = $"{exception.GetType().Name}: {exception.Message}";
            }
            if (failure is not null) failures.Add($"line {command.GetProperty("line").GetInt32()}, {kind}: {failure}");
        }
        return failures;
    }

    private string? Execute(string kind, JsonElement command)
    {
        switch (kind)
        {
            case "module":
                _current = Instantiate(command);
                if (command.TryGetProperty("name", out var name)) _named[name.GetString()!] = _current;
                return null;
            case "register":
                _registered[command.GetProperty("as").GetString()!] = Instance(command, "name");
                return null;
            case "action":
                Act(command.GetProperty("action"), out _);
                return null;
            case "assert_return":
                return Compare(Act(command.GetProperty("action"), out var instance), command.GetProperty("expected"), instance);
            case "assert_trap":
                return Traps(() => Act(command.GetProperty("action"), out _), command.GetProperty("text").GetString()!);
            case "assert_exhaustion":
                return Traps(() => Act(command.GetProperty("action"), out _), "call stack exhausted");
            case "assert_uninstantiable":
                return Traps(() => Instantiate(command), command.GetProperty("text").GetString()!);
            case "assert_unlinkable":
                return Throws<LinkException>(() => Instantiate(command));
            case "assert_invalid" or "assert_malformed":
                // Our own validator looks first; Wasmtime's must come to the same end.
                if (_engine is WasmtimeEngine wasmtime && wasmtime.Validates(Bytes(command))) return "valid for Wasmtime";
                return Throws<WasmFormatException>(() => _engine.Compile(Bytes(command)));
            default:
                return "unknown command";
        }
    }

    private byte[] Bytes(JsonElement command) => File.ReadAllBytes(Path.Combine(_folder, command.GetProperty("filename").GetString()!));

    private WasmInstance Instantiate(JsonElement command)
    {
        var linker = new Linker();
        SpecTest.DefineIn(linker, _spectest);
        foreach (var (name, instance) in _registered) linker.Define(name, instance);
        var made = _engine.Compile(Bytes(command)).Instantiate(linker, _options);
        _instances.Add(made);
        return made;
    }

    private WasmInstance Instance(JsonElement element, string property) =>
        element.TryGetProperty(property, out var name) ? _named[name.GetString()!] : _current!;

    private ulong[] Act(JsonElement action, out WasmInstance instance)
    {
        var found = instance = Instance(action, "module");
        var field = action.GetProperty("field").GetString()!;
        if (action.GetProperty("type").GetString() == "get")
        {
            return instance.TryReadGlobal(field, out var bits) ? [bits] : throw new ArgumentException($"No global '{field}'.");
        }
        var function = instance.GetFunction(field);
        var args = action.GetProperty("args").EnumerateArray().Select(arg => Slot(arg, found)).ToArray();
        var results = new ulong[function.Type.Results.Length];
        function.Invoke(args, results);
        return results;
    }

    private static ulong Slot(JsonElement value, WasmInstance instance)
    {
        var text = value.GetProperty("value").GetString()!;
        if (value.GetProperty("type").GetString() is "externref" or "funcref") return text == "null" ? 0 : instance.AddReference(text);
        return text[0] == '-' ? (ulong)long.Parse(text, CultureInfo.InvariantCulture) : ulong.Parse(text, CultureInfo.InvariantCulture);
    }

    private static string? Compare(ulong[] actual, JsonElement expected, WasmInstance instance)
    {
        if (actual.Length != expected.GetArrayLength()) return $"{actual.Length} results";
        for (var i = 0; i < actual.Length; i++)
        {
            var value = expected[i];
            var type = value.GetProperty("type").GetString()!;
            var text = value.TryGetProperty("value", out var given) ? given.GetString()! : "any";
            var holds = (type, text) switch
            {
                (_, "any") => actual[i] != 0,
                ("f32", "nan:canonical") => (actual[i] & 0x7FFF_FFFF) == 0x7FC0_0000,
                ("f32", "nan:arithmetic") => (actual[i] & 0x7FC0_0000) == 0x7FC0_0000,
                ("f64", "nan:canonical") => (actual[i] & 0x7FFF_FFFF_FFFF_FFFF) == 0x7FF8_0000_0000_0000,
                ("f64", "nan:arithmetic") => (actual[i] & 0x7FF8_0000_0000_0000) == 0x7FF8_0000_0000_0000,
                ("i32" or "f32", _) => (uint)actual[i] == (uint)Slot(value, instance),
                _ => actual[i] == Slot(value, instance),
            };
            if (!holds) return $"result {i} is {type} 0x{actual[i]:x}, {text} expected";
        }
        return null;
    }

    private static string? Traps(Action action, string text)
    {
        try
        {
            action();
            return $"no trap, {text} expected";
        }
        catch (WasmTrapException trap)
        {
            // The words of the reference interpreter for what we distinguish.
            var matches = trap.Message.StartsWith(text, StringComparison.Ordinal) || text.StartsWith(trap.Message, StringComparison.Ordinal);
            return matches ? null : $"trap '{trap.Message}', {text} expected";
        }
    }

    private static string? Throws<T>(Action action) where T : Exception
    {
        try
        {
            action();
            return $"no {typeof(T).Name}";
        }
        catch (T)
        {
            return null;
        }
    }
}
