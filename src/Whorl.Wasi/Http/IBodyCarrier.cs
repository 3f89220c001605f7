using System.IO.Pipelines;

namespace Whorl.Wasi.Http;

/// <summary>Takes an outgoing message to the other side, once the guest has given it away.</summary>
internal interface IBodyCarrier
{
    /// <summary>Whether the message has no body by its nature, so that what the guest writes is counted and forgotten.</summary>
    bool IsBodiless { get; }

    /// <summary>Sends the whole message, with no trailers.</summary>
    void SendWhole(ReadOnlySpan<byte> body);

    /// <summary>Begins the message.</summary>
    /// <returns>Where its body goes.</returns>
    PipeWriter Start();

    /// <summary>Ends the message, once begun and all of its body written.</summary>
    void Complete(HeaderList? trailers);

    /// <summary>Breaks the message off.</summary>
    void Fail(HttpFailure failure);
}
