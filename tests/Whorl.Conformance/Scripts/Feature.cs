namespace Whorl.Conformance.Scripts;

/// <summary>How much of concurrency a piece of a script needs; each level includes those before it.</summary>
internal enum Feature
{
    /// <summary>Synchronous calls only.</summary>
    Sync,

    /// <summary>Async functions through callbacks, subtasks, streams and futures.</summary>
    Callback,

    /// <summary>Async lifts without a callback, which suspend the guest's stack.</summary>
    Stackful,

    /// <summary>The <c>thread.*</c> built-ins.</summary>
    Threads,
}
