namespace Whorl.Wasi.Http;

/// <summary>Why a guest's response failed.</summary>
public enum HttpFailureReason
{
    /// <summary>The guest returned without giving a response.</summary>
    NoResponse,

    /// <summary>The guest gave an error in place of a response.</summary>
    GuestError,

    /// <summary>The guest dropped the body, or returned, before it had finished the body.</summary>
    BodyIncomplete,

    /// <summary>The body's length is not the announced one.</summary>
    BodyLength,

    /// <summary>The body grew beyond the limit.</summary>
    BodyLimit,

    /// <summary>The client went away.</summary>
    Disconnected,
}
