using System.Text;

namespace Whorl.Runtime.Logs;

/// <summary>Makes lines of bytes that come in pieces.</summary>
/// <param name="take">Takes a line, without its end.</param>
internal sealed class LineSplitter(Action<string> take)
{
    private const int MaxBytes = 16 * 1024;

    private readonly byte[] _rest = new byte[MaxBytes];
    private int _count;

    /// <summary>Adds some bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int end = bytes.IndexOf((byte)'\n');
            int taken = Math.Min(end < 0 ? bytes.Length : end, MaxBytes - _count);
            bytes[..taken].CopyTo(_rest.AsSpan(_count));
            _count += taken;
            bytes = bytes[taken..];
            if (bytes.IsEmpty)
            {
                return;
            }

            // Either the line's end comes next, or there is no room for more of it.
            bytes = bytes[0] == '\n' ? bytes[1..] : bytes;
            Take();
        }
    }

    /// <summary>There will be no more: what is left is a line too.</summary>
    public void End()
    {
        if (_count > 0)
        {
            Take();
        }
    }

    private void Take()
    {
        take(Encoding.UTF8.GetString(_rest, 0, _count > 0 && _rest[_count - 1] == '\r' ? _count - 1 : _count));
        _count = 0;
    }
}
