using Whorl.Components.Binary;
using Whorl.Components.Hosting;
using Whorl.Components.Linking;
using Whorl.Conformance.Scripts;
using Whorl.Conformance.Values;
using Whorl.Wasmtime;

namespace Whorl.Conformance.Running;

/// <summary>Carries out the directives of one script, one after another.</summary>
internal sealed class ScriptRunner : IDisposable
{
    private readonly Dictionary<string, byte[]> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ScriptInstance> _instances = new(StringComparer.Ordinal);
    private readonly Stack<ScriptInstance> _owned = new();
    private readonly ScriptHost _host = new();
    private ImportBindings _imports = ScriptHost.Imports;
    private byte[]? _latest;
    private ScriptInstance? _current;

    /// <summary>Carries out one directive. Whatever goes wrong is in the verdict.</summary>
    public Verdict Run(Directive directive)
    {
        try
        {
            switch (directive)
            {
                case DefineDirective define:
                    Define(define);
                    break;
                case InstantiateDirective instantiate:
                    var definition = instantiate.Definition is { } name ? _definitions.GetValueOrDefault(name) : _latest;
                    Instantiate(instantiate.Id, definition ?? throw new ScriptException($"there is no definition {instantiate.Definition}"));
                    break;
                case RegisterDirective register:
                    Offer(register.Name, Find(register.Instance));
                    break;
                case ActionDirective action:
                    Perform(action.Action);
                    break;
                case AssertReturnDirective assert:
                    AssertReturn(assert);
                    break;
                case AssertTrapDirective assert:
                    AssertTrap(assert.Action, assert.Message);
                    break;
                case AssertExceptionDirective assert:
                    AssertTrap(assert.Action, "uncaught exception");
                    break;
                case AssertRejectedDirective { Keyword: "assert_unlinkable" } assert:
                    AssertUnlinkable(assert);
                    break;
                case AssertRejectedDirective assert:
                    return new Verdict(null, AssertRejected(assert));
                case UnknownDirective unknown:
                    throw new ScriptException(unknown.Problem);
            }
            return new Verdict(null);
        }
#pragma warning disable CA1031 // One directive that breaks the host must not hide what becomes of the others.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new Verdict(Describe(e));
        }
    }

    public void Dispose()
    {
        while (_owned.TryPop(out var owned))
        {
            owned.Dispose();
        }
    }

    private void Define(DefineDirective define)
    {
        _latest = null;
        if (!define.IsDefinitionOnly)
        {
            _current = null;
        }
        var bytes = Binary(define.Source);
        Validate(bytes);
        _latest = bytes;
        if (define.Id is { } id)
        {
            _definitions[id] = bytes;
        }
        if (!define.IsDefinitionOnly)
        {
            Instantiate(define.Id, bytes);
        }
    }

    private void Instantiate(string? id, byte[] bytes)
    {
        // A failure leaves no current instance, so that what follows cannot pass by meaning an older one.
        _current = null;
        var instance = ScriptInstance.Create(bytes, _imports, _host);
        _owned.Push(instance);
        _current = instance;
        if (id is not null)
        {
            _instances[id] = instance;
            Offer(id.TrimStart('$'), instance);
        }
    }

    private void Offer(string name, ScriptInstance instance) =>
        _imports = new ImportBindings(_imports.ByName.SetItem(name, instance.Exports));

    private WastValue? Perform(ScriptAction action)
    {
        switch (action)
        {
            case InvokeAction invoke:
                return Find(invoke.Instance).Invoke(invoke.Export, invoke.Arguments);
            case StartAction start:
                _current = null;
                ScriptInstance.Create(Binary(start.Source), _imports, _host).Dispose();
                return null;
            default:
                throw new ScriptException("components export no globals to get");
        }
    }

    private void AssertReturn(AssertReturnDirective assert)
    {
        var actual = Perform(assert.Action);
        var expected = assert.Results.Length <= 1 ? assert.Results.FirstOrDefault() : throw new ScriptException("a component function has one result at most");
        if (!ValueMatcher.Matches(expected, actual))
        {
            throw new ScriptException($"returns {actual?.ToString() ?? "nothing"} where {expected?.ToString() ?? "nothing"} is expected");
        }
    }

    private void AssertTrap(ScriptAction action, string message)
    {
        try
        {
            Perform(action);
        }
        catch (Exception e) when (e is GuestTrapException or TrapException { Code: not TrapCode.Interrupt })
        {
            const string prefix = "wasm trap: ";
            var text = e.Message.StartsWith(prefix, StringComparison.Ordinal) ? e.Message : prefix + e.Message;
            if (!text.Contains(message, StringComparison.Ordinal))
            {
                throw new ScriptException($"traps with `{e.Message}` where `{message}` is expected");
            }
            return;
        }
        throw new ScriptException($"ends without the trap `{message}`");
    }

    /// <returns>True when the text format's reader rejected it.</returns>
    private static bool AssertRejected(AssertRejectedDirective assert)
    {
        byte[] bytes;
        try
        {
            bytes = Binary(assert.Source);
        }
        catch (WasmException)
        {
            return true;
        }
        try
        {
            Validate(bytes);
        }
        catch (Exception e) when (e is InvalidComponentException or WasmException)
        {
            return false;
        }
        throw new ScriptException($"is accepted, where `{assert.Message}` is expected");
    }

    private void AssertUnlinkable(AssertRejectedDirective assert)
    {
        var bytes = Binary(assert.Source);
        Validate(bytes);
        try
        {
            ScriptInstance.Create(bytes, _imports, _host).Dispose();
        }
        catch (Exception e) when (e is LinkException or UnsupportedComponentException || (e is WasmException && e is not TrapException))
        {
            return;
        }
        throw new ScriptException($"is linked, where `{assert.Message}` is expected");
    }

    private ScriptInstance Find(string? instance) => (instance is null ? _current : _instances.GetValueOrDefault(instance))
        ?? throw new ScriptException($"there is no instance {instance ?? "to use: the latest could not be made"}");

    private static byte[] Binary(WasmSource source) =>
        source.IsComponent ? source.ToBinary() : throw new ScriptException("core modules outside components are not run here");

    /// <summary>Checks all that can be checked without imports: the component, and the core modules in it.</summary>
    private static void Validate(byte[] bytes)
    {
        foreach (var module in ComponentBinary.Decode(bytes).CoreModules)
        {
            Module.Validate(ScriptEngine.Engine, module.Span);
        }
    }

    /// <summary>Names the kind of failure; anything but a considered refusal or a trap is a bug, so it comes with its stack.</summary>
    private static string Describe(Exception e) => e switch
    {
        ScriptException => e.Message,
        WasmException or GuestTrapException or InvalidComponentException or UnsupportedComponentException or LinkException
            or ValueMismatchException => $"{e.GetType().Name}: {e.Message}",
        _ => e.ToString(),
    };
}
