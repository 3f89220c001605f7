using Whorl.Components.Hosting;
using Whorl.Wasi.P2.Io;
using Whorl.Wasi.P2.Io.Poll;
using Whorl.Wasi.P2.Io.Streams;

namespace Whorl.Wasi.P2.October;

/// <summary>What <c>wasi:io</c> has in the candidate of October 2023 and in no release.</summary>
internal sealed class OctoberIoHost(WasiContext context) : IoHost(context), Poll.IHost, Streams.IHost
{
    public uint[] PollList(IPollable[] @in) => Poll(@in);

    public void PollOne(IPollable @in) => @in.Block();

    /// <summary>Whoever splices gives the source away.</summary>
    public Result<ulong, StreamError> OutputStreamSplice(IOutputStream self, IInputStream src, ulong len)
    {
        using (src)
        {
            return self.Splice(src, len);
        }
    }

    public Result<ulong, StreamError> OutputStreamBlockingSplice(IOutputStream self, IInputStream src, ulong len)
    {
        using (src)
        {
            return self.BlockingSplice(src, len);
        }
    }

    /// <summary>Hands everything on, until the source ends.</summary>
    public Result<ulong, StreamError> OutputStreamForward(IOutputStream self, IInputStream src)
    {
        using (src)
        {
            ulong total = 0;
            StreamError error;
            while (self.BlockingSplice(src, ulong.MaxValue).TryGet(out ulong moved, out error))
            {
                total += moved;
            }

            // Closed is what either stream is told as; while this one takes more, it was the other.
            return error.Kind == StreamErrorKind.Closed && self.CheckWrite().IsOk ? total : error;
        }
    }
}
