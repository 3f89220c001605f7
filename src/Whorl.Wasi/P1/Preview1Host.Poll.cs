using Whorl.Components.Abi;
using Whorl.Wasi.Clocks;
using Whorl.Wasi.Files;
using Whorl.Wasi.Io;

namespace Whorl.Wasi.P1;

/// <content>Waiting.</content>
internal sealed partial class Preview1Host
{
    private const uint SubscriptionBytes = 48;
    private const uint EventBytes = 32;
    private const int MaxSubscriptions = 4096;

    private enum EventType : byte
    {
        Clock = 0,
        Read = 1,
        Write = 2,
    }

    public Errno PollOneoff(GuestMemory memory, uint subscriptions, uint events, uint count, uint result)
    {
        if (count is 0 or > MaxSubscriptions)
        {
            return Errno.Inval;
        }

        var waits = new Subscription[count];
        try
        {
            for (uint i = 0; i < count; i++)
            {
                waits[i] = ReadSubscription(memory, subscriptions + (i * SubscriptionBytes));
            }

            // One that failed is as good as ready.
            if (!waits.Any(wait => wait.IsReady))
            {
                _context.WaitForAny([.. waits.Select(wait => wait.Source!)]);
            }

            uint written = 0;
            foreach (Subscription wait in waits.Where(wait => wait.IsReady))
            {
                WriteEvent(memory, events + (written * EventBytes), wait);
                written++;
            }

            memory.WriteU32(result, written);
            return Errno.Success;
        }
        finally
        {
            foreach (Subscription wait in waits)
            {
                (wait.Source as TimerWait)?.Dispose();
            }
        }
    }

    private Subscription ReadSubscription(GuestMemory memory, uint at)
    {
        ulong userData = memory.ReadU64(at);
        var type = (EventType)memory.ReadU8(at + 8);
        if (type == EventType.Clock)
        {
            return CreateTimer(memory, at + 16, userData);
        }

        if (type > EventType.Write || !_open.TryGetValue(memory.ReadU32(at + 16), out OpenFile? file))
        {
            return new Subscription(userData, type, null, Errno.Badf);
        }

        // Files never make a program wait.
        IWaitable? source = type == EventType.Read ? file.Input : file.Output;
        return new Subscription(userData, type, source, Errno.Success);
    }

    private Subscription CreateTimer(GuestMemory memory, uint at, ulong userData)
    {
        const ushort absolute = 1;
        var clock = (ClockId)memory.ReadU32(at);
        ulong timeout = memory.ReadU64(at + 8);
        ulong now = _context.Clock.Now;
        if (clock is not (ClockId.Realtime or ClockId.Monotonic))
        {
            return new Subscription(userData, EventType.Clock, null, Errno.Inval);
        }

        if ((memory.ReadU16(at + 24) & absolute) == 0)
        {
            timeout = timeout > ulong.MaxValue - now ? ulong.MaxValue : now + timeout;
        }
        else if (clock == ClockId.Realtime)
        {
            ulong wall = Nanoseconds(FileTime.From(_context.Options.Time.GetUtcNow()));
            ulong rest = timeout > wall ? timeout - wall : 0;
            timeout = rest > ulong.MaxValue - now ? ulong.MaxValue : now + rest;
        }

        return new Subscription(userData, EventType.Clock, new TimerWait(_context, _context.Clock, timeout), Errno.Success);
    }

    private static void WriteEvent(GuestMemory memory, uint at, Subscription wait)
    {
        memory.WritableSlice(at, EventBytes).Clear();
        memory.WriteU64(at, wait.UserData);
        memory.WriteU16(at + 8, (ushort)wait.Error);
        memory.WriteU8(at + 10, (byte)wait.Type);
        memory.WriteU64(at + 16, wait.Type == EventType.Clock ? 0 : 1UL);
    }

    /// <param name="UserData">What the program knows the subscription by.</param>
    /// <param name="Type">What is waited for.</param>
    /// <param name="Source">What becomes ready; null for what always is.</param>
    /// <param name="Error">Why it cannot be waited for.</param>
    private readonly record struct Subscription(ulong UserData, EventType Type, IWaitable? Source, Errno Error)
    {
        public bool IsReady => Source is null || Source.IsReady;
    }
}
