using System.Security.Cryptography;
using System.Text;
using Whorl.Components.Abi;
using Whorl.Wasi.Files;
using Whorl.Wasi.Io;

namespace Whorl.Wasi.P1;

/// <summary>
/// The functions of WASI preview 1 (<c>wasi_snapshot_preview1</c>), over the same files, streams and clocks as those of later releases.
/// Arguments are as the module passes them; every address is checked when it is used. Results go to the addresses that are given for them.
/// </summary>
/// <remarks>Descriptors 0, 1 and 2 are the standard streams; 3 is the root of the files, if the component has any.</remarks>
internal sealed partial class Preview1Host
{
    private const uint FirstFree = 3;
    private const int MaxOpenFiles = 4096;

    private readonly WasiContext _context;
    private readonly bool _hasEnvironment;
    private readonly Dictionary<uint, OpenFile> _open = [];

    public Preview1Host(WasiContext context, WasiGrants grants)
    {
        _context = context;
        _hasEnvironment = grants.HasFlag(WasiGrants.Environment);
        _open.Add(0, OpenFile.OfInput(context.StdinSource));
        _open.Add(1, OpenFile.OfOutput(context.OpenStdout()));
        _open.Add(2, OpenFile.OfOutput(new SinkOutput(context, context.Stderr)));
        if (grants.HasFlag(WasiGrants.Files))
        {
            _open.Add(FirstFree, OpenFile.OfPreopen(FileDescriptor.OpenRoot(context), "/"));
        }
    }

    private IEnumerable<string> Arguments => _hasEnvironment ? _context.Options.Arguments : [];

    private IEnumerable<string> Environment => _hasEnvironment ? _context.Options.Environment.Select(v => $"{v.Key}={v.Value}") : [];

    public Errno ArgsGet(GuestMemory memory, uint pointers, uint buffer) => WriteTexts(memory, Arguments, pointers, buffer);

    public Errno ArgsSizesGet(GuestMemory memory, uint count, uint bytes) => WriteSizes(memory, Arguments, count, bytes);

    public Errno EnvironGet(GuestMemory memory, uint pointers, uint buffer) => WriteTexts(memory, Environment, pointers, buffer);

    public Errno EnvironSizesGet(GuestMemory memory, uint count, uint bytes) => WriteSizes(memory, Environment, count, bytes);

    public Errno ClockResGet(GuestMemory memory, uint clock, uint result)
    {
        switch ((ClockId)clock)
        {
            case ClockId.Realtime:
                memory.WriteU64(result, TimeSpan.NanosecondsPerTick);
                return Errno.Success;
            case ClockId.Monotonic:
                memory.WriteU64(result, _context.Clock.Resolution);
                return Errno.Success;
            default:
                return Errno.Inval;
        }
    }

    public Errno ClockTimeGet(GuestMemory memory, uint clock, uint result)
    {
        switch ((ClockId)clock)
        {
            case ClockId.Realtime:
                memory.WriteU64(result, Nanoseconds(FileTime.From(_context.Options.Time.GetUtcNow())));
                return Errno.Success;
            case ClockId.Monotonic:
                memory.WriteU64(result, _context.Clock.Now);
                return Errno.Success;
            default:
                return Errno.Inval;
        }
    }

    public Errno RandomGet(GuestMemory memory, uint buffer, uint length)
    {
        int limit = _context.Options.Limits.RandomBytesPerCall;
        if (length > limit)
        {
            throw new WasiLimitException(LimitReached.For(
                "random-bytes-per-call", limit, $"the component asked in one call for {length} random bytes, which is more", "it was ended"));
        }

        RandomNumberGenerator.Fill(memory.WritableSlice(buffer, length));
        return Errno.Success;
    }

    /// <summary>Ends the program; what is above 255 is not told apart.</summary>
    public static void ProcExit(uint code) => throw new GuestExitException((byte)Math.Min(code, byte.MaxValue));

    private static ulong Nanoseconds(FileTime time) => (time.Seconds * FileTime.NanosecondsPerSecond) + time.Nanoseconds;

    private static Errno WriteSizes(GuestMemory memory, IEnumerable<string> texts, uint count, uint bytes)
    {
        uint number = 0;
        uint total = 0;
        foreach (string text in texts)
        {
            number++;
            total += (uint)Encoding.UTF8.GetByteCount(text) + 1;
        }

        memory.WriteU32(count, number);
        memory.WriteU32(bytes, total);
        return Errno.Success;
    }

    // Each text ends with a zero.
    private static Errno WriteTexts(GuestMemory memory, IEnumerable<string> texts, uint pointers, uint buffer)
    {
        foreach (string text in texts)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            memory.WriteU32(pointers, buffer);
            bytes.CopyTo(memory.WritableSlice(buffer, (uint)bytes.Length));
            memory.WriteU8(buffer + (uint)bytes.Length, 0);
            pointers += sizeof(uint);
            buffer += (uint)bytes.Length + 1;
        }

        return Errno.Success;
    }

    private enum ClockId : uint
    {
        Realtime = 0,
        Monotonic = 1,
    }
}
