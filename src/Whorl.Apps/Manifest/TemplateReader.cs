using Whorl.Apps.Diagnostics;
using Whorl.Apps.Templates;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest;

/// <summary>Reads templates, which may use only variables that the app defines.</summary>
internal sealed class TemplateReader(AppConfig app, DiagnosticBag diagnostics)
{
    /// <summary>Reads a template.</summary>
    /// <param name="text">The template as written.</param>
    /// <param name="what">What messages call it.</param>
    /// <returns>The template; null when something is wrong with it, which is then reported.</returns>
    public Template? Read(Located<string> text, string what)
    {
        if (!Template.TryParse(text.Value, out var template, out var error))
        {
            diagnostics.Error(
                DiagnosticCode.BadTemplate,
                text.Location,
                $"{what} is not a template: {error}",
                "Write variables as {{ name }}; there is no way to write `{{` itself.");
            return null;
        }

        var isGood = true;
        foreach (var variable in template.Variables.Where(v => !app.VariableNames.Contains(v)))
        {
            diagnostics.Error(
                DiagnosticCode.UnknownVariable,
                text.Location,
                $"{what} uses the variable `{variable}`, which the app does not define",
                NearestMatch.Suggest(variable, app.VariableNames, $"Add {variable} = {{ required = true }} to [variables]."));
            isGood = false;
        }

        return isGood ? template : null;
    }
}
