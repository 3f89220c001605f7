using Whorl.Wasi;

namespace Whorl.Runtime.Commands;

/// <summary>Writes a program's output to a stream of the process, whose reader sets the pace.</summary>
/// <param name="stream">The stream.</param>
/// <param name="broken">Called when nobody reads the stream any more.</param>
internal sealed class StreamSink(Stream stream, Action broken) : IOutputSink
{
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            stream.Write(bytes);
            stream.Flush();
        }
        catch (IOException)
        {
            broken();
        }
    }
}
