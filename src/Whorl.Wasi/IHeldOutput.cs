namespace Whorl.Wasi;

/// <summary>Output that was flushed by the guest, but is held back in the expectation that the rest follows at once.</summary>
internal interface IHeldOutput
{
    /// <summary>Sends it on.</summary>
    void Push();
}
