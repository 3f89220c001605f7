using System.IO.Pipelines;

namespace Whorl.Wasi.Http;

/// <summary>The pipes that bodies go through between a guest and a sender.</summary>
internal static class BodyPipe
{
    /// <summary>A bounded part of a body is held.</summary>
    public static PipeOptions Options { get; } = new(
        pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024, useSynchronizationContext: false);
}
