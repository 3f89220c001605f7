using Whorl.Components.Abi;
using Whorl.Components.Hosting;

namespace Whorl.Components.Tests.Async;

/// <summary>
/// Hears of everything that the host does for an instance, and notes for each place in the code whether it ran on the thread that had
/// entered the guest, on that thread's own stack.
/// </summary>
internal sealed class StackWatch : IStoreScheduler, IBlockingRegion
{
    private readonly HashSet<string> _seen = [];
    private readonly List<string> _strays = [];
    private readonly List<TaskCompletionSource> _due = [];
    private nint _entered;

    /// <summary>The places where the host's code has run.</summary>
    public IReadOnlySet<string> Seen => _seen;

    /// <summary>Those where it ran anywhere but on the stack of the thread that had entered the guest.</summary>
    public IReadOnlyList<string> Strays => _strays;

    /// <summary>Notes that the host's code runs, somewhere inside the loop.</summary>
    public void Note(string place)
    {
        var stack = ThreadStack.Current;
        lock (_seen)
        {
            _seen.Add(place);
            if (stack.Thread != _entered || !stack.Contains(ThreadStack.Here()))
            {
                _strays.Add(place);
            }
        }
    }

    public void Schedule(StoreLoop loop) => Task.Run(loop.Pump);

    public void OnEntered(StoreLoop loop)
    {
        _entered = ThreadStack.Current.Thread;
        Note("entered");
    }

    public void OnTurn(StoreLoop loop, object? taskState) => Note("turn");

    public void OnLeaving(StoreLoop loop)
    {
        Note("leaving");
        _entered = 0;
        Complete();
    }

    public void Enter()
    {
        Note("waits");
        Complete();
    }

    public void Exit() => Note("goes on");

    /// <summary>
    /// A function of the host that answers twice its argument: at once if that is even, else as soon as the guest waits for it; 1 is
    /// never answered.
    /// </summary>
    public HostFunction Twice(string name) => new(name, AsyncGuests.GetSignature, (ref HostCall call) =>
    {
        Note(name);
        var argument = call.Args[0].U32;
        call.Await(argument % 2 == 0 ? new ValueTask<uint>(argument * 2) : Later(argument), (_, args, result) =>
        {
            Note($"{name} lowered");
            args[0].U32 = result;
        });
    });

    /// <summary>Bytes that the guest takes from the host, or the host from the guest.</summary>
    public ElementCodec<byte> Codec(string name) => new WatchedCodec(this, name);

    private async ValueTask<uint> Later(uint argument)
    {
        var due = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (argument != 1)
        {
            lock (_due)
            {
                _due.Add(due);
            }
        }

        await due.Task;
        return argument * 2;
    }

    private void Complete()
    {
        lock (_due)
        {
            _due.ForEach(due => due.TrySetResult());
            _due.Clear();
        }
    }

    private sealed class WatchedCodec(StackWatch watch, string name) : ElementCodec<byte>("u8", 1, 1)
    {
        public override byte Load(CanonicalContext context, uint address)
        {
            watch.Note($"{name} lifted");
            return context.Memory.ReadU8(address);
        }

        public override void Store(CanonicalContext context, uint address, byte value)
        {
            watch.Note($"{name} lowered");
            context.Memory.WriteU8(address, value);
        }
    }
}
