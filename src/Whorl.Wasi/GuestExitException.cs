namespace Whorl.Wasi;

/// <summary>The guest called <c>wasi:cli/exit</c>. Not a failure by itself: unwinds the guest, which must not run again.</summary>
public sealed class GuestExitException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">What the guest gave: 0 for success.</param>
    public GuestExitException(byte code)
        : base($"the component exited with code {code}") => Code = code;

    /// <summary>The exit code: 0 is success; <c>exit(err)</c> is 1.</summary>
    public byte Code { get; }
}
