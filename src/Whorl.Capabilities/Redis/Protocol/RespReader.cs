using System.Buffers.Text;
using System.Text;
using Whorl.Capabilities.Calls;

namespace Whorl.Capabilities.Redis.Protocol;

/// <summary>Reads replies in the second version of the Redis protocol. What the server sends is bounded before it is kept.</summary>
internal sealed class RespReader(Stream stream)
{
    private const int MaxBytes = 128 << 20;
    private const int MaxDepth = 16;
    private const int MaxLine = 64 << 10;
    private readonly byte[] _buffer = new byte[16 << 10];
    private int _start;
    private int _end;
    private long _left;

    /// <summary>Whether everything that came was read.</summary>
    public bool IsDrained => _start == _end;

    /// <summary>Reads one reply.</summary>
    /// <exception cref="FailureException">The server replied with an error.</exception>
    /// <exception cref="IOException">The connection ended, or what came is not the protocol.</exception>
    public async ValueTask<RespReply> ReadAsync(CancellationToken cancellationToken)
    {
        _left = MaxBytes;
        RespReply reply = await ReadAsync(0, cancellationToken).ConfigureAwait(false);
        return reply;
    }

    private async ValueTask<RespReply> ReadAsync(int depth, CancellationToken cancellationToken)
    {
        byte[] line = await LineAsync(cancellationToken).ConfigureAwait(false);
        if (line.Length == 0)
        {
            throw Malformed();
        }

        byte[] rest = line[1..];
        switch ((char)line[0])
        {
            case '+':
                return new RespReply(RespKind.Status, 0, rest, null);
            case '-':
                string error = Encoding.UTF8.GetString(rest);
                throw new FailureException(error.StartsWith("WRONGTYPE", StringComparison.Ordinal) ? FailureKind.WrongType : FailureKind.Refused, error);
            case ':':
                return new RespReply(RespKind.Integer, Number(rest), null, null);
            case '$':
                long length = Number(rest);
                return length < 0 ? default : new RespReply(RespKind.Bytes, 0, await BytesAsync(length, cancellationToken).ConfigureAwait(false), null);
            case '*':
                return await ArrayAsync(Number(rest), depth, cancellationToken).ConfigureAwait(false);
            default:
                throw Malformed();
        }
    }

    private async ValueTask<RespReply> ArrayAsync(long count, int depth, CancellationToken cancellationToken)
    {
        if (count < 0)
        {
            return default;
        }

        Charge(count * 32);
        if (depth >= MaxDepth)
        {
            throw Malformed();
        }

        var items = new RespReply[count];
        FailureException? error = null;
        for (int i = 0; i < items.Length; i++)
        {
            try
            {
                items[i] = await ReadAsync(depth + 1, cancellationToken).ConfigureAwait(false);
            }
            catch (FailureException e) when (e.Failure.Kind is FailureKind.Refused or FailureKind.WrongType)
            {
                // A transaction may have commands that failed among others; all of the reply must be read.
                error ??= e;
            }
        }

        return error is null ? new RespReply(RespKind.Array, 0, null, items) : throw error;
    }

    private async ValueTask<byte[]> BytesAsync(long length, CancellationToken cancellationToken)
    {
        Charge(length);
        var bytes = new byte[length];
        int done = Math.Min(_end - _start, bytes.Length);
        _buffer.AsSpan(_start, done).CopyTo(bytes);
        _start += done;
        await stream.ReadExactlyAsync(bytes.AsMemory(done), cancellationToken).ConfigureAwait(false);
        byte[] end = await LineAsync(cancellationToken).ConfigureAwait(false);
        return end.Length == 0 ? bytes : throw Malformed();
    }

    private async ValueTask<byte[]> LineAsync(CancellationToken cancellationToken)
    {
        var line = new List<byte>(32);
        while (true)
        {
            int index = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            int take = index < 0 ? _end - _start : index;
            line.AddRange(_buffer.AsSpan(_start, take));
            if (line.Count > MaxLine)
            {
                throw Malformed();
            }

            if (index >= 0)
            {
                _start += index + 1;
                return line is [.., (byte)'\r'] ? [.. line[..^1]] : throw Malformed();
            }

            _start = 0;
            _end = await stream.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false);
            if (_end == 0)
            {
                throw new IOException("the server closed the connection");
            }
        }
    }

    private void Charge(long bytes)
    {
        _left -= bytes;
        if (_left < 0)
        {
            throw new FailureException(FailureKind.TooLarge, $"query result exceeds limit of {MaxBytes} bytes");
        }
    }

    private static long Number(byte[] digits) =>
        Utf8Parser.TryParse(digits, out long number, out int used) && used == digits.Length ? number : throw Malformed();

    private static IOException Malformed() => new("the server's reply is not in the Redis protocol");
}
