using Whorl.Capabilities.Calls;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Llm;

/// <summary>What one instance does with models, whichever interface it does it through.</summary>
internal sealed class ModelAccess(CapabilityScope scope, IModelServer? server)
{
    private const string Capability = "llm";
    private static readonly CallTarget s_infer = new(Capability, "infer");
    private static readonly CallTarget s_embed = new(Capability, "generate-embeddings");

    public Result<Inference, TError> Infer<TError>(string model, string prompt, InferenceParameters parameters, Func<Failure, TError> error) => scope.Call(
        s_infer,
        call => parameters.IsFinite
            ? Require(model).InferAsync(model, prompt, parameters, call.Token)
            : throw new FailureException(FailureKind.BadParameter, "a parameter is not a finite number"),
        error);

    public Result<Embeddings, TError> Embed<TError>(string model, string[] texts, Func<Failure, TError> error) =>
        scope.Call(s_embed, call => Require(model).EmbedAsync(model, texts, call.Token), error);

    private IModelServer Require(string model)
    {
        string component = scope.Grants.Component;
        if (!scope.Grants.AiModels.Contains(model))
        {
            scope.Deny(Capability, $"use the model `{model}`", $"To allow it, add \"{model}\" to `ai_models` of [component.{component}].");

            // Spin's words, which people look for.
            throw new FailureException(
                FailureKind.Denied,
                $"The component does not have access to use '{model}'. To give the component access, add '{model}' to the 'ai_models' key for the component in your spin.toml manifest");
        }

        return server ?? throw new FailureException(
            FailureKind.Unavailable,
            scope.Deny(Capability, $"use the model `{model}`: there is nothing to run it", "Add [llm_compute] with type = \"remote_http\" to the runtime configuration.").Message);
    }
}
