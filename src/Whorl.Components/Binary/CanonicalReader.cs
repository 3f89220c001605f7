using Whorl.Components.Linking;
using Whorl.Components.Validation;
using Whorl.Wasmtime;

namespace Whorl.Components.Binary;

/// <summary>Reads canonical definitions: lifts, lowers and built-ins.</summary>
internal static class CanonicalReader
{
    private const ValKind I32 = ValKind.I32;
    private const ValKind I64 = ValKind.I64;

    public static void Read(ref ByteReader reader, ComponentScope scope)
    {
        var opcode = reader.ReadByte();
        switch (opcode)
        {
            case 0x00:
                ReadFuncSort(ref reader, "lift");
                var coreFunction = reader.ReadU32();
                var liftOptions = ReadOptions(ref reader, scope);
                scope.AddLift(coreFunction, liftOptions, reader.ReadU32());
                break;
            case 0x01:
                ReadFuncSort(ref reader, "lower");
                scope.AddLower(reader.ReadU32(), ReadOptions(ref reader, scope));
                break;
            case 0x02:
                scope.AddResourceBuiltin(BuiltinKind.ResourceNew, reader.ReadU32());
                break;
            case 0x03:
                scope.AddResourceBuiltin(BuiltinKind.ResourceDrop, reader.ReadU32());
                break;
            case 0x04:
                scope.AddResourceBuiltin(BuiltinKind.ResourceRep, reader.ReadU32());
                break;
            case >= 0x0e and <= 0x1b:
                ReadTransfer(ref reader, scope, opcode);
                break;
            case >= 0x26 and <= 0x2d or >= 0x40 and <= 0x42 or 0x0c:
                ReadThread(ref reader, scope, opcode);
                break;
            default:
                ReadTask(ref reader, scope, opcode);
                break;
        }
    }

    // Tasks, subtasks, waitables and error contexts.
    private static void ReadTask(ref ByteReader reader, ComponentScope scope, byte opcode)
    {
        switch (opcode)
        {
            case 0x05:
                Add(scope, BuiltinKind.TaskCancel, [], []);
                break;
            case 0x06:
                Add(scope, BuiltinKind.SubtaskCancel, [I32], [I32], reader.ReadBool("subtask.cancel"));
                break;
            case 0x09:
                var result = ValueTypeReader.ReadResult(ref reader, scope);
                scope.AddTaskReturn(result, ReadOptions(ref reader, scope));
                break;
            case 0x0a or 0x0b:
                var types = new CoreTypeReader(scope.Context.CoreTypes, (index, _) => scope.CoreTypeAt(index));
                var type = types.ReadValueType(ref reader);
                scope.AddContext(opcode == 0x0a ? BuiltinKind.ContextGet : BuiltinKind.ContextSet, type, reader.ReadU32());
                break;
            case 0x0d:
                Add(scope, BuiltinKind.SubtaskDrop, [I32], []);
                break;
            case 0x1c:
                scope.AddErrorContext(BuiltinKind.ErrorContextNew, ReadOptions(ref reader, scope));
                break;
            case 0x1d:
                scope.AddErrorContext(BuiltinKind.ErrorContextDebugMessage, ReadOptions(ref reader, scope));
                break;
            case 0x1e:
                Add(scope, BuiltinKind.ErrorContextDrop, [I32], []);
                break;
            case 0x1f:
                Add(scope, BuiltinKind.WaitableSetNew, [], [I32]);
                break;
            case 0x20 or 0x21:
                var isCancellable = reader.ReadBool("waitable-set");
                var wait = opcode == 0x20 ? BuiltinKind.WaitableSetWait : BuiltinKind.WaitableSetPoll;
                scope.AddWaitableSetWait(wait, isCancellable, reader.ReadU32());
                break;
            case 0x22:
                Add(scope, BuiltinKind.WaitableSetDrop, [I32], []);
                break;
            case 0x23:
                Add(scope, BuiltinKind.WaitableJoin, [I32, I32], []);
                break;
            case 0x24:
                Add(scope, BuiltinKind.BackpressureInc, [], []);
                break;
            case 0x25:
                Add(scope, BuiltinKind.BackpressureDec, [], []);
                break;
            default:
                throw reader.UnknownByte(opcode, "canonical function");
        }
    }

    // Streams and futures: the same seven operations in the same order.
    private static void ReadTransfer(ref ByteReader reader, ComponentScope scope, byte opcode)
    {
        var kind = (BuiltinKind)((int)BuiltinKind.StreamNew + opcode - 0x0e);
        var type = reader.ReadU32();
        switch ((opcode - 0x0e) % 7)
        {
            case 0:
                scope.AddTransfer(kind, type, new([], [I64]));
                break;
            case 1 or 2:
                scope.AddCopy(kind, type, ReadOptions(ref reader, scope));
                break;
            case 3 or 4:
                scope.AddTransfer(kind, type, new([I32], [I32]), reader.ReadBool("cancellation"));
                break;
            default:
                scope.AddTransfer(kind, type, new([I32], []));
                break;
        }
    }

    private static void ReadThread(ref ByteReader reader, ComponentScope scope, byte opcode)
    {
        switch (opcode)
        {
            case 0x0c:
                Add(scope, BuiltinKind.ThreadYield, [], [I32], reader.ReadBool("thread.yield"));
                break;
            case 0x26:
                Add(scope, BuiltinKind.ThreadIndex, [], [I32]);
                break;
            case 0x27:
                scope.AddThreadStart(BuiltinKind.ThreadNewIndirect, reader.ReadU32(), reader.ReadU32());
                break;
            case 0x28:
                Add(scope, BuiltinKind.ThreadResumeLater, [I32], []);
                break;
            case 0x29:
                Add(scope, BuiltinKind.ThreadSuspend, [], [I32], reader.ReadBool("thread.suspend"));
                break;
            case >= 0x2a and <= 0x2d:
                var switchKind = (BuiltinKind)((int)BuiltinKind.ThreadSuspendThenResume + opcode - 0x2a);
                Add(scope, switchKind, [I32], [I32], reader.ReadBool("thread switch"));
                break;
            case 0x40:
                reader.ReadBool("thread.spawn-ref");
                scope.AddThreadStart(BuiltinKind.ThreadSpawnRef, reader.ReadU32(), table: null);
                break;
            case 0x41:
                reader.ReadBool("thread.spawn-indirect");
                scope.AddThreadStart(BuiltinKind.ThreadSpawnIndirect, reader.ReadU32(), reader.ReadU32());
                break;
            default:
                reader.ReadBool("thread.available-parallelism");
                Add(scope, BuiltinKind.ThreadAvailableParallelism, [], [I32]);
                break;
        }
    }

    private static void Add(
        ComponentScope scope, BuiltinKind kind, ReadOnlySpan<ValKind> parameters, ReadOnlySpan<ValKind> results, bool isAsync = false) =>
        scope.AddBuiltin(new BuiltinDefinition(kind, new([.. parameters], [.. results])) { IsAsync = isAsync });

    private static void ReadFuncSort(ref ByteReader reader, string what)
    {
        var sort = reader.ReadByte();
        if (sort != 0)
        {
            throw reader.UnknownByte(sort, $"canonical function {what}");
        }
    }

    private static CanonicalOptionSet ReadOptions(ref ByteReader reader, ComponentScope scope)
    {
        var options = new CanonicalOptionSet(scope);
        var count = reader.ReadCount(BinaryLimits.CanonicalOptions, "canonical option");
        for (var i = 0; i < count; i++)
        {
            var option = reader.ReadByte();
            switch (option)
            {
                case <= 2:
                    options.SetEncoding((StringEncoding)option);
                    break;
                case 0x03:
                    options.SetMemory(reader.ReadU32());
                    break;
                case 0x04:
                    options.SetRealloc(reader.ReadU32());
                    break;
                case 0x05:
                    options.SetPostReturn(reader.ReadU32());
                    break;
                case 0x06:
                    options.SetAsync();
                    break;
                case 0x07:
                    options.SetCallback(reader.ReadU32());
                    break;
                default:
                    throw reader.UnknownByte(option, "canonical option");
            }
        }

        return options.Complete();
    }
}
