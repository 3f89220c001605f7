using Whorl.Capabilities.Calls;

namespace Whorl.Capabilities.Llm;

/// <summary>Where models are run. Shared by all instances; any thread may use it.</summary>
public interface IModelServer : IDisposable
{
    /// <summary>Continues a text.</summary>
    /// <exception cref="FailureException">It cannot be done.</exception>
    ValueTask<Inference> InferAsync(string model, string prompt, InferenceParameters parameters, CancellationToken cancellationToken);

    /// <summary>Makes vectors of texts.</summary>
    /// <exception cref="FailureException">It cannot be done.</exception>
    ValueTask<Embeddings> EmbedAsync(string model, string[] texts, CancellationToken cancellationToken);
}
