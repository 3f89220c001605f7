using Whorl.Components.Linking;
using Whorl.Components.Types;
using Whorl.Components.Types.CoreModules;
using Whorl.Wasmtime;

namespace Whorl.Components.Validation;

/// <summary>Validates canonical built-ins and adds the core functions that they are.</summary>
internal static class Builtins
{
    private static readonly FuncType s_handleToHandle = new([ValKind.I32], [ValKind.I32]);
    private static readonly FuncType s_handleToNothing = new([ValKind.I32], []);

    public static void AddBuiltin(this ComponentScope scope, BuiltinDefinition builtin)
    {
        scope.CoreFunctions.Add(scope.Context.CoreTypes.Function(builtin.CoreType));
        scope.Define(builtin);
    }

    public static void AddResourceBuiltin(this ComponentScope scope, BuiltinKind kind, uint type)
    {
        // Only its own component may see what a resource is represented by.
        var name = kind == BuiltinKind.ResourceDrop ? scope.ResourceAt(type) : scope.LocalResourceAt(type);
        var coreType = kind == BuiltinKind.ResourceDrop ? s_handleToNothing : s_handleToHandle;
        scope.AddBuiltin(new BuiltinDefinition(kind, coreType) { Resource = name.Resource });
    }

    public static void AddTaskReturn(this ComponentScope scope, ComponentType? result, CanonicalOptionSet options)
    {
        options.Forbid("task.return", realloc: true, async: true);
        options.RequireLowering();
        var type = new ComponentFuncType(result is null ? [] : [new FuncParameter("v", result)], null, isAsync: false);
        var coreType = CanonicalFunctions.CheckLowering(options, type);
        scope.AddBuiltin(new BuiltinDefinition(BuiltinKind.TaskReturn, coreType) { Type = result, Options = options.ToIndices() });
    }

    public static void AddContext(this ComponentScope scope, BuiltinKind kind, CoreValueType type, uint slot)
    {
        var name = BuiltinNames.Of(kind);
        if (type != CoreValueType.I32)
        {
            throw scope.Context.Invalid($"`{name}` only supports `i32`, found `{type}`");
        }

        if (slot > 1)
        {
            throw scope.Context.Invalid($"`{name}` immediate must be zero or one: {slot}");
        }

        var coreType = kind == BuiltinKind.ContextGet ? new FuncType([], [ValKind.I32]) : s_handleToNothing;
        scope.AddBuiltin(new BuiltinDefinition(kind, coreType) { Immediate = slot });
    }

    /// <summary>A built-in that works on a stream or future type and has no options.</summary>
    public static void AddTransfer(this ComponentScope scope, BuiltinKind kind, uint typeIndex, FuncType coreType, bool isAsync = false) =>
        scope.AddBuiltin(new BuiltinDefinition(kind, coreType) { Type = TransferTypeAt(scope, kind, typeIndex), IsAsync = isAsync });

    /// <summary>A read or write of a stream or future.</summary>
    public static void AddCopy(this ComponentScope scope, BuiltinKind kind, uint typeIndex, CanonicalOptionSet options)
    {
        var type = TransferTypeAt(scope, kind, typeIndex);
        var element = type is StreamType stream ? stream.Element : ((FutureType)type).Element;
        if (element is not null)
        {
            options.RequireMemory();
        }

        if (element is { NeedsMemory: true } && kind is BuiltinKind.StreamRead or BuiltinKind.FutureRead)
        {
            options.RequireRealloc();
        }

        options.RequireLowering();
        FuncType coreType = type is StreamType
            ? new([ValKind.I32, ValKind.I32, ValKind.I32], [ValKind.I32])
            : new([ValKind.I32, ValKind.I32], [ValKind.I32]);
        scope.AddBuiltin(new BuiltinDefinition(kind, coreType) { Type = type, Options = options.ToIndices(), IsAsync = options.IsAsync });
    }

    public static void AddErrorContext(this ComponentScope scope, BuiltinKind kind, CanonicalOptionSet options)
    {
        options.RequireMemory();
        if (kind == BuiltinKind.ErrorContextDebugMessage)
        {
            options.RequireRealloc();
        }

        options.Forbid(BuiltinNames.Of(kind), async: true);
        options.RequireLowering();
        FuncType coreType = new([ValKind.I32, ValKind.I32], kind == BuiltinKind.ErrorContextNew ? [ValKind.I32] : []);
        scope.AddBuiltin(new BuiltinDefinition(kind, coreType) { Options = options.ToIndices() });
    }

    public static void AddWaitableSetWait(this ComponentScope scope, BuiltinKind kind, bool isCancellable, uint memory)
    {
        scope.CheckAbiMemory(memory);
        scope.AddBuiltin(new BuiltinDefinition(kind, new([ValKind.I32, ValKind.I32], [ValKind.I32]))
        {
            IsAsync = isCancellable,
            Options = OptionIndices.None with { Memory = (int)memory },
        });
    }

    /// <summary>A built-in that starts a thread in a function with one i32 parameter.</summary>
    public static void AddThreadStart(this ComponentScope scope, BuiltinKind kind, uint typeIndex, uint? table)
    {
        var type = scope.CoreTypeAt(typeIndex);
        if (!type.IsFunction)
        {
            throw scope.Context.Invalid("start type must be a function");
        }

        if (!type.Parameters.SequenceEqual([CoreValueType.I32]) || !type.Results.IsEmpty)
        {
            throw scope.Context.Invalid("start function must take a single `i32` argument and return no values");
        }

        if (table is { } index)
        {
            CheckFunctionTable(scope, scope.CoreTables.At(index));
        }

        scope.AddBuiltin(new BuiltinDefinition(kind, new([ValKind.I32, ValKind.I32], [ValKind.I32])) { Table = (int?)table });
    }

    private static void CheckFunctionTable(ComponentScope scope, CoreTableExtern table)
    {
        var wanted = new CoreTableExtern(CoreValueType.FuncRef, new CoreLimits(0, null), Is64: false, table.IsShared);
        if (CoreSubtyping.CheckTable(table, wanted) is { } error)
        {
            throw scope.Context.Invalid($"table is not a 32-bit table of (ref null (func)): {error}");
        }
    }

    private static ComponentType TransferTypeAt(ComponentScope scope, BuiltinKind kind, uint index)
    {
        var type = scope.ValueTypeAt(index);
        var isStream = kind is >= BuiltinKind.StreamNew and <= BuiltinKind.StreamDropWritable;
        if (isStream ? type is StreamType : type is FutureType)
        {
            return type;
        }

        throw scope.Context.Invalid($"`{BuiltinNames.Of(kind)}` requires a {(isStream ? "stream" : "future")} type");
    }
}
