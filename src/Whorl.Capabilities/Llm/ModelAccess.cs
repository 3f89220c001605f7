using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Llm.Local;
using Whorl.Components.Hosting;

namespace Whorl.Capabilities.Llm;

/// <summary>What one instance does with models, whichever interface it does it through.</summary>
internal sealed class ModelAccess(CapabilityScope scope, IModelServer server)
{
    private const string Capability = "llm";
    private static readonly CallTarget s_infer = new(Capability, "infer");
    private static readonly CallTarget s_embed = new(Capability, "generate-embeddings");

    public Result<Inference, TError> Infer<TError>(string model, string prompt, InferenceParameters parameters, Func<Failure, TError> error) => scope.Call(
        s_infer,
        call => parameters.IsFinite
            ? AskAsync(model, () => server.InferAsync(model, prompt, parameters, call.Token))
            : throw new FailureException(FailureKind.BadParameter, "a parameter is not a finite number"),
        error);

    public Result<Embeddings, TError> Embed<TError>(string model, string[] texts, Func<Failure, TError> error) =>
        scope.Call(s_embed, call => AskAsync(model, () => server.EmbedAsync(model, texts, call.Token)), error);

    private async ValueTask<T> AskAsync<T>(string model, Func<ValueTask<T>> ask)
    {
        Require(model);
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (FailureException e) when (e.Failure is UnusableModel unusable)
        {
            string folder = unusable.Folder.Length == 0 ? "" : $" It was looked for in \"{unusable.Folder}\".";
            scope.Grants.Denials.WriteUnusable($"component `{scope.Grants.Component}` of app `{scope.Grants.App}`: {unusable.Message}{folder} (llm)");
            throw;
        }
    }

    private void Require(string model)
    {
        string component = scope.Grants.DeclaredComponent;
        if (!scope.Grants.AiModels.Contains(model))
        {
            scope.Deny(Capability, $"use the model `{model}`", $"To allow it, add \"{model}\" to `ai_models` of [component.{component}].");

            // Spin's words, which people look for.
            throw new FailureException(
                FailureKind.Denied,
                $"The component does not have access to use '{model}'. To give the component access, add '{model}' to the 'ai_models' key for the component in your spin.toml manifest");
        }
    }
}
