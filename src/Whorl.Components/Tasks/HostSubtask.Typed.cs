using System.Runtime.CompilerServices;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Wasmtime;

namespace Whorl.Components.Tasks;

/// <summary>The same, with a result of one type.</summary>
internal sealed class HostSubtask<T>(
    CanonicalContext context, ValueTask<T> pending, ResultLowering<T> lower, CancellationTokenSource? cancellation)
    : HostSubtask(context, cancellation)
{
    private readonly ValueTaskAwaiter<T> _awaiter = pending.GetAwaiter();

    public override void Lower(Span<ValRaw> flat) => lower(Context, flat, _awaiter.GetResult());

    protected override void Watch()
    {
        var completion = new Completion(this);
        _awaiter.UnsafeOnCompleted(completion.Post);
    }

    protected override void Discard()
    {
        try
        {
            (_awaiter.GetResult() as IDisposable)?.Dispose();
        }
#pragma warning disable CA1031 // The guest has cancelled the call, so that a failure of it is nobody's any more.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    private sealed class Completion(HostSubtask<T> subtask) : LoopWork
    {
        public void Post() => subtask.Loop.Post(this);

        protected internal override void Run() => subtask.Complete();

        protected internal override void OnEnded(Exception cause) => subtask.Discard();
    }
}
