using Whorl.Capabilities.Bindings.Spin.Llm;
using Whorl.Capabilities.Calls;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Llm;

/// <summary><c>fermyon:spin/llm</c> without a version, as the first SDKs import it.</summary>
internal sealed class SpinLlmV1(ModelAccess access) : IHost
{
    public Result<InferencingResult, Error> Infer(GuestString model, GuestString prompt, Option<InferencingParams> parameters)
    {
        InferenceParameters how = parameters.TryGet(out InferencingParams given)
            ? new InferenceParameters
            {
                MaxTokens = given.MaxTokens,
                RepeatPenalty = given.RepeatPenalty,
                RepeatPenaltyTokens = given.RepeatPenaltyLastNTokenCount,
                Temperature = given.Temperature,
                TopK = given.TopK,
                TopP = given.TopP,
            }
            : new InferenceParameters();
        return access.Infer(model.ToString(), prompt.ToString(), how, ToError).TryGet(out Inference? inference, out Error error)
            ? new InferencingResult(inference.Text, new InferencingUsage(inference.PromptTokens, inference.GeneratedTokens))
            : error;
    }

    public Result<EmbeddingsResult, Error> GenerateEmbeddings(GuestString model, string[] text) =>
        access.Embed(model.ToString(), text, ToError).TryGet(out Embeddings? embeddings, out Error error)
            ? new EmbeddingsResult(embeddings.Vectors, new EmbeddingsUsage(embeddings.PromptTokens))
            : error;

    private static Error ToError(Failure failure) => failure.Kind switch
    {
        FailureKind.Denied or FailureKind.BadParameter => Error.InvalidInput(failure.Message),
        FailureKind.NotFound => Error.ModelNotSupported,
        _ => Error.RuntimeError(failure.Message),
    };
}
