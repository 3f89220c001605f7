using System.Buffers;
using Whorl.Components.Hosting;
using Whorl.Wasi.Io;

namespace Whorl.Wasi.P2.Io;

/// <summary>The functions of <c>wasi:io</c>.</summary>
internal class IoHost(WasiContext context) : Error.IHost, Poll.IHost, Streams.IHost
{
    public uint[] Poll(Poll.IPollable[] @in)
    {
        if (@in.Length == 0)
        {
            throw new GuestTrapException("the component called wasi:io/poll.poll with an empty list; it must give at least one pollable");
        }

        IWaitable[] sources = ArrayPool<IWaitable>.Shared.Rent(@in.Length);
        try
        {
            for (int i = 0; i < @in.Length; i++)
            {
                sources[i] = ((PollableResource)@in[i]).Source;
            }

            ReadOnlySpan<IWaitable> span = sources.AsSpan(0, @in.Length);
            context.WaitForAny(span);
            return IndicesOfReady(span);
        }
        finally
        {
            ArrayPool<IWaitable>.Shared.Return(sources, clearArray: true);
        }
    }

    private static uint[] IndicesOfReady(ReadOnlySpan<IWaitable> sources)
    {
        var ready = new List<uint>(1);
        for (int i = 0; i < sources.Length; i++)
        {
            if (sources[i].IsReady)
            {
                ready.Add((uint)i);
            }
        }

        return [.. ready];
    }
}
