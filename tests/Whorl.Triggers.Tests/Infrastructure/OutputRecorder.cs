using System.Text;
using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Triggers.Tests.Infrastructure;

/// <summary>Takes what components print, and lets tests wait for lines of it.</summary>
internal sealed class OutputRecorder : Stream
{
    private readonly List<string> _lines = [];
    private readonly StringBuilder _begun = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Waits until lines have come, each as often as it is named, in whatever order.</summary>
    public Task LinesAsync(params string[] wanted) =>
        UntilAsync(lines => wanted.GroupBy(w => w).All(w => lines.Count(l => l == w.Key) >= w.Count()), string.Join(", ", wanted));

    /// <summary>Waits until a line of some kind has come.</summary>
    public Task LineAsync(Predicate<string> isWanted) => UntilAsync(lines => lines.Exists(isWanted), "a line of that kind");

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        lock (_lines)
        {
            foreach (char c in Encoding.UTF8.GetString(buffer))
            {
                if (c != '\n')
                {
                    _begun.Append(c);
                    continue;
                }

                _lines.Add(_begun.ToString());
                _begun.Clear();
            }

            _changed.TrySetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task UntilAsync(Predicate<List<string>> isThere, string wanted)
    {
        while (true)
        {
            Task changed;
            lock (_lines)
            {
                if (isThere(_lines))
                {
                    return;
                }

                changed = _changed.Task;
            }

            try
            {
                await changed.WaitAsync(Patience.Long);
            }
            catch (TimeoutException)
            {
                throw new TimeoutException($"Not all of {wanted} was printed, but:\n{string.Join('\n', Lines)}");
            }
        }
    }
}
