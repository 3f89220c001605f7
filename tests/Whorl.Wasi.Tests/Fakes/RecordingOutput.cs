using System.Text;

namespace Whorl.Wasi.Tests.Fakes;

internal sealed class RecordingOutput : IOutputSink
{
    private readonly List<byte> _bytes = [];

    public string Text => Encoding.UTF8.GetString([.. _bytes]);

    public void Write(ReadOnlySpan<byte> bytes) => _bytes.AddRange(bytes);
}
