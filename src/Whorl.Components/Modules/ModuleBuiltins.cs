using System.Globalization;
using Whorl.Components.Linking;
using Whorl.Components.Types;
using Whorl.Wasmtime;

namespace Whorl.Components.Modules;

/// <summary>The built-ins of tasks, streams and futures, by the names under which bindings generators import them.</summary>
internal static class ModuleBuiltins
{
    /// <summary>The slot of a task's context that belongs to its thread's variables.</summary>
    public const uint ThreadSlot = 1;

    private const ValKind I32 = ValKind.I32;

    private static readonly FuncType s_nothing = new([], []);
    private static readonly FuncType s_make = new([], [I32]);
    private static readonly FuncType s_drop = new([I32], []);
    private static readonly FuncType s_change = new([I32], [I32]);
    private static readonly FuncType s_pair = new([I32, I32], []);
    private static readonly FuncType s_pairToOne = new([I32, I32], [I32]);
    private static readonly FuncType s_makeEnds = new([], [ValKind.I64]);
    private static readonly FuncType s_copy = new([I32, I32, I32], [I32]);

    private static readonly Dictionary<string, (BuiltinKind Kind, FuncType Type)> s_ofTheInstance = new(StringComparer.Ordinal)
    {
        ["backpressure-inc"] = (BuiltinKind.BackpressureInc, s_nothing),
        ["backpressure-dec"] = (BuiltinKind.BackpressureDec, s_nothing),
        ["waitable-set-new"] = (BuiltinKind.WaitableSetNew, s_make),
        ["waitable-set-wait"] = (BuiltinKind.WaitableSetWait, s_pairToOne),
        ["waitable-set-wait-i32"] = (BuiltinKind.WaitableSetWait, s_pairToOne),
        ["waitable-set-poll"] = (BuiltinKind.WaitableSetPoll, s_pairToOne),
        ["waitable-set-poll-i32"] = (BuiltinKind.WaitableSetPoll, s_pairToOne),
        ["waitable-set-drop"] = (BuiltinKind.WaitableSetDrop, s_drop),
        ["waitable-join"] = (BuiltinKind.WaitableJoin, s_pair),
        ["subtask-drop"] = (BuiltinKind.SubtaskDrop, s_drop),
        ["subtask-cancel"] = (BuiltinKind.SubtaskCancel, s_change),
        ["error-context-new-utf8"] = (BuiltinKind.ErrorContextNew, s_pairToOne),
        ["error-context-new-utf16"] = (BuiltinKind.ErrorContextNew, s_pairToOne),
        ["error-context-new-latin1+utf16"] = (BuiltinKind.ErrorContextNew, s_pairToOne),
        ["error-context-debug-message-utf8"] = (BuiltinKind.ErrorContextDebugMessage, s_pair),
        ["error-context-debug-message-utf16"] = (BuiltinKind.ErrorContextDebugMessage, s_pair),
        ["error-context-debug-message-latin1+utf16"] = (BuiltinKind.ErrorContextDebugMessage, s_pair),
        ["error-context-drop"] = (BuiltinKind.ErrorContextDrop, s_drop),
        ["thread-index"] = (BuiltinKind.ThreadIndex, s_make),
        ["thread-new-indirect-v0"] = (BuiltinKind.ThreadNewIndirect, s_pairToOne),
        ["thread-resume-later"] = (BuiltinKind.ThreadResumeLater, s_drop),
        ["thread-suspend"] = (BuiltinKind.ThreadSuspend, s_make),
        ["thread-yield"] = (BuiltinKind.ThreadYield, s_make),
        ["thread-suspend-then-resume"] = (BuiltinKind.ThreadSuspendThenResume, s_change),
        ["thread-yield-then-resume"] = (BuiltinKind.ThreadYieldThenResume, s_change),
        ["thread-suspend-then-promote"] = (BuiltinKind.ThreadSuspendThenPromote, s_change),
        ["thread-yield-then-promote"] = (BuiltinKind.ThreadYieldThenPromote, s_change),
    };

    private static readonly Dictionary<string, (BuiltinKind Kind, FuncType Type)> s_ofATransfer = new(StringComparer.Ordinal)
    {
        ["stream-new"] = (BuiltinKind.StreamNew, s_makeEnds),
        ["stream-read"] = (BuiltinKind.StreamRead, s_copy),
        ["stream-write"] = (BuiltinKind.StreamWrite, s_copy),
        ["stream-cancel-read"] = (BuiltinKind.StreamCancelRead, s_change),
        ["stream-cancel-write"] = (BuiltinKind.StreamCancelWrite, s_change),
        ["stream-drop-readable"] = (BuiltinKind.StreamDropReadable, s_drop),
        ["stream-drop-writable"] = (BuiltinKind.StreamDropWritable, s_drop),
        ["future-new"] = (BuiltinKind.FutureNew, s_makeEnds),
        ["future-read"] = (BuiltinKind.FutureRead, s_pairToOne),
        ["future-write"] = (BuiltinKind.FutureWrite, s_pairToOne),
        ["future-cancel-read"] = (BuiltinKind.FutureCancelRead, s_change),
        ["future-cancel-write"] = (BuiltinKind.FutureCancelWrite, s_change),
        ["future-drop-readable"] = (BuiltinKind.FutureDropReadable, s_drop),
        ["future-drop-writable"] = (BuiltinKind.FutureDropWritable, s_drop),
    };

    /// <summary>Whether there is a form of it that does not wait.</summary>
    public static bool CanBeAsync(BuiltinKind kind) => kind is BuiltinKind.SubtaskCancel
        or BuiltinKind.StreamRead or BuiltinKind.StreamWrite or BuiltinKind.StreamCancelRead or BuiltinKind.StreamCancelWrite
        or BuiltinKind.FutureRead or BuiltinKind.FutureWrite or BuiltinKind.FutureCancelRead or BuiltinKind.FutureCancelWrite;

    /// <summary>Whether there is a form of it that a cancellation ends.</summary>
    public static bool CanBeCancellable(BuiltinKind kind) => kind is BuiltinKind.WaitableSetWait or BuiltinKind.WaitableSetPoll or BuiltinKind.ThreadYield;

    /// <summary>A built-in that belongs to no function; null if the name is none's.</summary>
    /// <exception cref="UnsupportedComponentException">It is one that cannot be run.</exception>
    public static Builtin? OfTheInstance(in IntrinsicName name, CanonicalOptions options)
    {
        if (name.Subject.Length > 0)
        {
            return null;
        }

        if (s_ofTheInstance.TryGetValue(name.Word, out var known))
        {
            BuiltinSupport.Require(known.Kind);
            return Make(known.Kind, known.Type, options) with { IsAsync = name.IsAsync || name.IsCancellable };
        }

        // The slot comes last, and the type of its value may stand before it.
        var (word, slot) = name.SplitLast();
        var isGet = word is "context-get" or "context-get-i32";
        return (isGet || word is "context-set" or "context-set-i32") && slot is "0" or "1"
            ? Context(isGet ? BuiltinKind.ContextGet : BuiltinKind.ContextSet, slot == "0" ? 0u : ThreadSlot, options)
            : null;
    }

    /// <summary>
    /// What a compiler finds the stack of the function that runs by, and the variables that each thread has: slots of the task's context. Null
    /// if the name is not one of these.
    /// </summary>
    public static Builtin? OfTheCompiler(string name, CanonicalOptions options) => name switch
    {
        "__wasm_get_stack_pointer" => Context(BuiltinKind.ContextGet, 0, options),
        "__wasm_set_stack_pointer" => Context(BuiltinKind.ContextSet, 0, options),
        "__wasm_get_tls_base" => Context(BuiltinKind.ContextGet, ThreadSlot, options),
        "__wasm_set_tls_base" => Context(BuiltinKind.ContextSet, ThreadSlot, options),
        _ => null,
    };

    /// <summary>A built-in for a stream or future of a function's type; null if the name is none's, or the function has no such type.</summary>
    /// <param name="name">The name: a number stands for a stream or future of the function, <c>unit</c> for one without elements.</param>
    /// <param name="find">Finds a function by name.</param>
    /// <param name="transfers">Numbers the streams and futures of functions.</param>
    /// <param name="options">The options of that function.</param>
    public static Builtin? OfATransfer(
        in IntrinsicName name, Func<string, ComponentFuncType?> find, Transfers transfers, CanonicalOptions options)
    {
        var (word, index) = name.SplitLast();
        if (!s_ofATransfer.TryGetValue(word, out var known))
        {
            return null;
        }

        var isStream = known.Kind < BuiltinKind.FutureNew;
        ComponentType? type = index == "unit" ? (isStream ? new StreamType(null) : new FutureType(null))
            : int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && find(name.Subject) is { } function
                ? transfers.Of(function).ElementAtOrDefault(number)
                : null;
        return type is not null && type is StreamType == isStream
            ? Make(known.Kind, known.Type, options with { IsAsync = name.IsAsync }) with { Type = type, IsAsync = name.IsAsync }
            : null;
    }

    /// <summary>What makes, looks into and drops handles of a resource.</summary>
    public static Builtin OfAResource(BuiltinKind kind, ResourceType resource, CanonicalOptions options) =>
        new(kind, resource, options.ComponentInstance, kind == BuiltinKind.ResourceDrop ? s_drop : s_change);

    /// <summary>What an exported function returns its result with.</summary>
    public static Builtin TaskReturn(ComponentFuncType function, CanonicalOptions options)
    {
        var result = function.Result;
        var type = new ComponentFuncType(result is null ? [] : [new FuncParameter("v", result)], null, isAsync: false);
        return Make(BuiltinKind.TaskReturn, FlatSignature.OfLower(type, isAsync: false), options with { Realloc = null }) with { Type = result };
    }

    /// <summary>What a task acknowledges with that it was cancelled.</summary>
    public static Builtin TaskCancel(CanonicalOptions options) => Make(BuiltinKind.TaskCancel, s_nothing, options);

    private static Builtin Context(BuiltinKind kind, uint slot, CanonicalOptions options) =>
        Make(kind, kind == BuiltinKind.ContextGet ? s_make : s_drop, options) with { Immediate = slot };

    private static Builtin Make(BuiltinKind kind, FuncType type, CanonicalOptions options) =>
        new(kind, Resource: null, options.ComponentInstance, type) { Options = options };
}
