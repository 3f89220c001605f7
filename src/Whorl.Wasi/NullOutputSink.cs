namespace Whorl.Wasi;

/// <summary>Forgets what is written to it.</summary>
public sealed class NullOutputSink : IOutputSink
{
    private NullOutputSink()
    {
    }

    /// <summary>The one instance.</summary>
    public static NullOutputSink Instance { get; } = new();

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes)
    {
    }
}
