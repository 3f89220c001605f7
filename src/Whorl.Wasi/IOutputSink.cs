namespace Whorl.Wasi;

/// <summary>Where a guest's standard output or error goes.</summary>
public interface IOutputSink
{
    /// <summary>Takes the bytes, whole. Called on the guest's thread; must not wait for long and must not throw.</summary>
    /// <param name="bytes">
    /// What the guest wrote, in no particular unit: lines and characters may be split. Valid during the call only.
    /// </param>
    void Write(ReadOnlySpan<byte> bytes);
}
