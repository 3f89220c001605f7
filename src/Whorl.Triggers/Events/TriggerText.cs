using Whorl.Apps.Model;
using Whorl.Apps.Templates;
using Whorl.Apps.Variables;
using Whorl.Runtime.Loading;

namespace Whorl.Triggers.Events;

/// <summary>Fills in the templates among the settings of triggers, when they start.</summary>
internal static class TriggerText
{
    /// <summary>Fills a template in.</summary>
    /// <param name="app">The app.</param>
    /// <param name="trigger">The trigger.</param>
    /// <param name="key">The key of the manifest.</param>
    /// <param name="template">Its value.</param>
    /// <param name="cancellationToken">Ends the wait for values.</param>
    /// <exception cref="TriggerException">A variable has no value.</exception>
    public static async Task<string> ResolveAsync(LoadedApp app, TriggerModel trigger, string key, Template template, CancellationToken cancellationToken)
    {
        try
        {
            return await app.Variables.ResolveTemplateAsync(template, cancellationToken).ConfigureAwait(false);
        }
        catch (VariableException e)
        {
            throw new TriggerException($"`{key}` of trigger `{trigger.Id}` of {app.Model.Name} is `{template.Text}`, which has no value: {e.Message}", null, e);
        }
    }
}
