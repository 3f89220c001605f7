using System.Text.Json;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Llm.Local.Weights;

namespace Whorl.Capabilities.Llm.Local;

/// <summary>Where the files of models are: <c>ai-models/llama/MODEL</c> and <c>ai-models/all-minilm-l6-v2</c>, as Spin has them.</summary>
/// <param name="path">The folder <c>ai-models</c>; null when the app has no state folder to have it in.</param>
/// <param name="alternative">What else the operator can do about a model that is missing; may be empty.</param>
internal sealed class ModelFolder(string? path, string alternative)
{
    /// <summary>The one that makes vectors.</summary>
    public const string EmbeddingModel = "all-minilm-l6-v2";

    /// <summary>What a model is.</summary>
    public const string ConfigName = "config.json";

    /// <summary>How it takes texts apart.</summary>
    public const string TokenizerName = "tokenizer.json";

    private const string Architecture = "llama";
    private const long MaxJsonBytes = 256 << 20;

    /// <summary>The folder of a model that continues texts.</summary>
    /// <exception cref="FailureException">It is not there, is of an architecture that is not known, or lacks a file.</exception>
    public string OfInference(string model)
    {
        string place = $"ai-models/{Architecture}/{model}";

        // A folder is looked for, so that no path is made of what a guest says.
        string found = Directories(path).SelectMany(Directories).FirstOrDefault(folder => Path.GetFileName(folder) == model)
            ?? throw Missing(model, place, $"{ConfigName}, {TokenizerName} and {WeightFiles.SingleName} or {WeightFiles.IndexName} with the files that it names");
        string architecture = Path.GetFileName(Path.GetDirectoryName(found))!;
        return architecture == Architecture
            ? Complete(model, place, found, ConfigName, TokenizerName)
            : throw new FailureException(new UnusableModel(
                FailureKind.NotFound, $"the model `{model}` is of the architecture `{architecture}`; only `{Architecture}` can be run", Path.GetDirectoryName(found)!));
    }

    /// <summary>The folder of a model that makes vectors.</summary>
    /// <exception cref="FailureException">It is not there or lacks a file.</exception>
    public string OfEmbeddings(string model)
    {
        string place = $"ai-models/{model}";
        if (model != EmbeddingModel)
        {
            throw new FailureException(new UnusableModel(FailureKind.NotFound, $"the model `{model}` does not make vectors; only `{EmbeddingModel}` does", path ?? ""));
        }

        string found = Directories(path).FirstOrDefault(folder => Path.GetFileName(folder) == model)
            ?? throw Missing(model, place, $"{TokenizerName} and {WeightFiles.SingleName}");
        return Complete(model, place, found, TokenizerName);
    }

    /// <summary>Reads a file of a model.</summary>
    /// <exception cref="InvalidDataException">It is too large or no JSON.</exception>
    public static JsonDocument ReadJson(string file)
    {
        using FileStream stream = File.OpenRead(file);
        if (stream.Length > MaxJsonBytes)
        {
            throw new InvalidDataException($"{Path.GetFileName(file)} has {stream.Length} bytes; {MaxJsonBytes} are read");
        }

        try
        {
            return JsonDocument.Parse(stream);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{Path.GetFileName(file)} is no JSON: {e.Message}", e);
        }
    }

    private static string[] Directories(string? folder) => Directory.Exists(folder) ? Directory.GetDirectories(folder) : [];

    private string Complete(string model, string place, string folder, params IEnumerable<string> files)
    {
        string[] missing = [.. files.Where(file => !File.Exists(Path.Combine(folder, file)))];
        bool hasWeights = File.Exists(Path.Combine(folder, WeightFiles.SingleName)) || File.Exists(Path.Combine(folder, WeightFiles.IndexName));
        if (!hasWeights)
        {
            missing = [.. missing, $"{WeightFiles.SingleName} or {WeightFiles.IndexName}"];
        }

        return missing.Length == 0 ? folder : throw Missing(model, place, string.Join(", ", missing));
    }

    private FailureException Missing(string model, string place, string files) => new(new UnusableModel(
        FailureKind.Unavailable,
        path is null
            ? $"the model `{model}` cannot be looked for: the app has no state folder to have {place} in.{alternative}"
            : $"the model `{model}` is not there: {place} in the app's state folder needs {files}.{alternative}",
        path ?? ""));
}
