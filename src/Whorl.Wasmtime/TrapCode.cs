namespace Whorl.Wasmtime;

/// <summary>Why a guest trapped: the numbers of <c>wasmtime/trap.h</c>.</summary>
public enum TrapCode
{
    /// <summary>No code: a host function made the trap.</summary>
    None = -1,

    /// <summary>The guest's stack is exhausted.</summary>
    StackOverflow = 0,

    /// <summary>An access outside a linear memory.</summary>
    MemoryOutOfBounds = 1,

    /// <summary>An atomic access at an address that is not aligned.</summary>
    HeapMisaligned = 2,

    /// <summary>An access outside a table.</summary>
    TableOutOfBounds = 3,

    /// <summary>An indirect call through an empty table element.</summary>
    IndirectCallToNull = 4,

    /// <summary>An indirect call of a function of another type.</summary>
    BadSignature = 5,

    /// <summary>A signed division whose result has no representation.</summary>
    IntegerOverflow = 6,

    /// <summary>A division by zero.</summary>
    IntegerDivisionByZero = 7,

    /// <summary>A float without an integer value was converted.</summary>
    BadConversionToInteger = 8,

    /// <summary>The <c>unreachable</c> instruction.</summary>
    UnreachableCodeReached = 9,

    /// <summary>The store's epoch deadline passed.</summary>
    Interrupt = 10,

    /// <summary>The store's fuel ran out.</summary>
    OutOfFuel = 11,

    /// <summary>An atomic wait on a memory that is not shared.</summary>
    AtomicWaitNonSharedMemory = 12,

    /// <summary>A null reference was used.</summary>
    NullReference = 13,

    /// <summary>An access outside an array.</summary>
    ArrayOutOfBounds = 14,

    /// <summary>An allocation larger than can ever succeed.</summary>
    AllocationTooLarge = 15,

    /// <summary>A reference was cast to a type it does not have.</summary>
    CastFailure = 16,

    /// <summary>A component was entered that may not be.</summary>
    CannotEnterComponent = 17,

    /// <summary>An asynchronous export returned no result.</summary>
    NoAsyncResult = 18,

    /// <summary>A suspension with a tag that nobody handles.</summary>
    UnhandledTag = 19,

    /// <summary>A continuation was resumed twice.</summary>
    ContinuationAlreadyConsumed = 20,

    /// <summary>An instruction that this engine leaves out.</summary>
    DisabledOpcode = 21,

    /// <summary>No task of the guest can make progress.</summary>
    AsyncDeadlock = 22,

    /// <summary>A component was left that may not be.</summary>
    CannotLeaveComponent = 23,

    /// <summary>A synchronous task tried to block.</summary>
    CannotBlockSyncTask = 24,

    /// <summary>A character that is no Unicode scalar value.</summary>
    InvalidChar = 25,

    /// <summary>An internal check of string encoding.</summary>
    DebugAssertStringEncodingFinished = 26,

    /// <summary>An internal check of string lengths.</summary>
    DebugAssertEqualCodeUnits = 27,

    /// <summary>An internal check of alignment.</summary>
    DebugAssertPointerAligned = 28,

    /// <summary>An internal check of 64-bit values.</summary>
    DebugAssertUpperBitsUnset = 29,

    /// <summary>A string outside a linear memory.</summary>
    StringOutOfBounds = 30,

    /// <summary>A list outside a linear memory.</summary>
    ListOutOfBounds = 31,

    /// <summary>A discriminant that names no case.</summary>
    InvalidDiscriminant = 32,

    /// <summary>A pointer that is not aligned for its type.</summary>
    UnalignedPointer = 33,

    /// <summary>A task acknowledged a cancellation nobody asked for.</summary>
    TaskCancelNotCancelled = 34,

    /// <summary>A task returned or was cancelled twice.</summary>
    TaskCancelOrReturnTwice = 35,

    /// <summary>A finished subtask was cancelled.</summary>
    SubtaskCancelAfterTerminal = 36,

    /// <summary>A task returned values of another type.</summary>
    TaskReturnInvalid = 37,

    /// <summary>A waitable set was dropped while somebody waits on it.</summary>
    WaitableSetDropHasWaiters = 38,

    /// <summary>A subtask was dropped before it finished.</summary>
    SubtaskDropNotResolved = 39,

    /// <summary>A new thread's start function has another type.</summary>
    ThreadNewIndirectInvalidType = 40,

    /// <summary>A new thread's start function is empty.</summary>
    ThreadNewIndirectUninitialized = 41,

    /// <summary>The backpressure counter overflowed.</summary>
    BackpressureOverflow = 42,

    /// <summary>A callback returned a code that is not known.</summary>
    UnsupportedCallbackCode = 43,

    /// <summary>A thread was resumed that is not suspended.</summary>
    CannotResumeThread = 44,

    /// <summary>A second operation on a busy stream or future.</summary>
    ConcurrentFutureStreamOp = 45,

    /// <summary>A reference count overflowed.</summary>
    ReferenceCountOverflow = 46,

    /// <summary>A stream operation on too many elements.</summary>
    StreamOpTooBig = 47,

    /// <summary>A waitable was used synchronously while it is in a set.</summary>
    WaitableSyncAndAsync = 48,

    /// <summary>A guest's exception that nobody caught.</summary>
    UncaughtException = 49,
}
