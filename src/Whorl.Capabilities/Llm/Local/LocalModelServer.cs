using System.Collections.Concurrent;
using System.Text.Json;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Llm.Local.Bert;
using Whorl.Capabilities.Llm.Local.Llama;

namespace Whorl.Capabilities.Llm.Local;

/// <summary>Runs models in this process, from files of the app's state folder. A model is loaded when it is first used.</summary>
public sealed class LocalModelServer : IModelServer
{
    private readonly ModelFolder _folder;
    private readonly ConcurrentDictionary<string, LoadedOnce<LlamaModel>> _writers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, LoadedOnce<BertModel>> _embedders = new(StringComparer.Ordinal);

    /// <summary>Makes a server, which reads nothing yet.</summary>
    /// <param name="folder">The folder <c>ai-models</c>; null when the app has no state folder to have it in.</param>
    /// <param name="isConfigured">Whether the operator asked for it, rather than for nothing.</param>
    public LocalModelServer(string? folder, bool isConfigured) => _folder = new ModelFolder(
        folder, isConfigured ? "" : " Or let a server run it: add [llm_compute] with type = \"remote_http\" to the runtime configuration.");

    /// <inheritdoc/>
    public ValueTask<Inference> InferAsync(string model, string prompt, InferenceParameters parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.RepeatPenalty <= 0)
        {
            throw new FailureException(FailureKind.BadParameter, $"the repeat penalty is {parameters.RepeatPenalty}; it must be more than 0");
        }

        return _writers.GetOrAdd(model, _ => new(model, stop => Load(model, _folder.OfInference, folder => LlamaModel.Load(folder, stop))))
            .UseAsync((writer, ended) => new TextGeneration(writer, model, parameters, Random.Shared).Continue(prompt, ended), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Embeddings> EmbedAsync(string model, string[] texts, CancellationToken cancellationToken) =>
        _embedders.GetOrAdd(model, _ => new(model, stop => Load(model, _folder.OfEmbeddings, folder => BertModel.Load(folder, stop))))
            .UseAsync((embedder, ended) => embedder.Embed(texts, ended), cancellationToken);

    /// <summary>Ends what is under way, and lets go of the models.</summary>
    public void Dispose()
    {
        foreach (IDisposable model in _writers.Values.Concat<IDisposable>(_embedders.Values))
        {
            model.Dispose();
        }

        _writers.Clear();
        _embedders.Clear();
    }

    private static T Load<T>(string model, Func<string, string> find, Func<string, T> load)
    {
        string folder = find(model);
        try
        {
            return load(folder);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or JsonException)
        {
            // What the system says of a file has its path in it.
            string why = e is InvalidDataException ? e.Message : "a file of it cannot be read";
            throw new FailureException(new UnusableModel(FailureKind.Unavailable, $"the model `{model}` cannot be loaded: {why}", folder), e);
        }
        catch (OutOfMemoryException e)
        {
            throw new FailureException(new UnusableModel(FailureKind.Unavailable, $"the model `{model}` cannot be loaded: it does not fit into memory", folder), e);
        }
    }
}
