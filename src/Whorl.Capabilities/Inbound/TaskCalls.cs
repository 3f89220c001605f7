using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Inbound;

/// <summary>Runs calls of async exports to their end, in instances that nobody else uses.</summary>
internal static class TaskCalls
{
    /// <summary>Whether a function is one that does not block.</summary>
    public static bool IsAsync(ExportedFunction function) => function.Signature.StartsWith("async ", StringComparison.Ordinal);

    /// <summary>Runs the instance's loop on the calling thread until a call that has begun is over.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="call">The call.</param>
    /// <param name="aborted">Ends the wait.</param>
    /// <returns>What the guest returned.</returns>
    public static T Finish<T>(ComponentInstance instance, GuestTaskCall<T> call, CancellationToken aborted)
    {
        instance.Loop.RunUntil(() => call.Exited.IsCompleted, aborted);
        call.Exited.GetAwaiter().GetResult();
        return call.Returned.GetAwaiter().GetResult();
    }
}
