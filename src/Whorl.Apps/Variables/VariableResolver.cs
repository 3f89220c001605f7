using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;
using Whorl.Apps.Templates;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Variables;

/// <summary>Finds the values of variables when they are asked for: the providers in their order, then the manifest's default.</summary>
public sealed class VariableResolver
{
    private readonly FrozenDictionary<string, VariableModel> _variables;
    private readonly FrozenDictionary<string, ComponentModel> _components;
    private readonly ImmutableArray<IVariableProvider> _providers;
    private readonly string? _manifest;

    /// <summary>Makes the resolver.</summary>
    /// <param name="app">The app, whose templates are all known to use variables that exist.</param>
    /// <param name="providers">Where values come from; the first one that has a value wins.</param>
    public VariableResolver(AppModel app, IEnumerable<IVariableProvider> providers)
    {
        ArgumentNullException.ThrowIfNull(app);
        _variables = app.Variables.ToFrozenDictionary(v => v.Name, StringComparer.Ordinal);
        _components = app.Components.ToFrozenDictionary(c => c.Id, StringComparer.Ordinal);
        _providers = [.. providers];
        _manifest = app.ManifestPath;
    }

    /// <summary>
    /// What is wrong with the values there are when the app starts: required variables that no provider may have (errors), and
    /// given values that no variable takes (warnings).
    /// </summary>
    public ImmutableArray<Diagnostic> Check()
    {
        var diagnostics = new DiagnosticBag(_manifest);
        foreach (var variable in _variables.Values.Where(v => v.IsRequired && !_providers.Any(p => p.MayResolve(v.Name))))
        {
            var about = variable.Description is null ? "" : $" ({variable.Description})";
            var environmentKey = $"{EnvironmentVariableProvider.DefaultPrefix}_{variable.Name.ToUpperInvariant()}";
            diagnostics.Error(
                DiagnosticCode.MissingVariable,
                variable.Location,
                $"required variable `{variable.Name}`{about} has no value",
                $"Start with --variable {variable.Name}=..., or set {environmentKey}.");
        }

        foreach (var provider in _providers.OfType<StaticVariableProvider>())
        {
            foreach (var name in provider.Variables.Where(n => !_variables.ContainsKey(n)).Order(StringComparer.Ordinal))
            {
                diagnostics.Warning(
                    DiagnosticCode.UnknownVariable,
                    default,
                    $"{provider.Name} sets `{name}`, which the app does not define",
                    NearestMatch.Suggest(name, _variables.Keys, null));
            }
        }

        foreach (var provider in _providers.OfType<EnvironmentVariableProvider>())
        {
            CheckNames(provider, diagnostics);
        }

        return [.. _providers.OfType<EnvironmentVariableProvider>().SelectMany(p => p.Problems), .. diagnostics.ToImmutable()];
    }

    // Several apps may have their values in one environment, so only what is nearly a variable of this one is worth a word.
    private void CheckNames(EnvironmentVariableProvider provider, DiagnosticBag diagnostics)
    {
        string[] known = [.. _variables.Keys.Select(provider.KeyOf)];
        foreach (string name in provider.Given.Except(known, StringComparer.Ordinal))
        {
            if (NearestMatch.Find(name, known.Where(k => !provider.Given.Contains(k, StringComparer.Ordinal))) is { } meant && IsNear(name, meant))
            {
                diagnostics.Warning(
                    DiagnosticCode.UnknownVariable, default, $"{provider.Name} sets `{name}`, which is no variable of the app", $"Did you mean `{meant}`?");
            }
        }

        // What both begin with says nothing.
        bool IsNear(string name, string meant)
        {
            int start = provider.KeyOf("").Length;
            return NearestMatch.Find(name[start..], [meant[start..]]) is not null;
        }
    }

    /// <summary>The value of a component's variable.</summary>
    /// <param name="component">The id of the component.</param>
    /// <param name="name">The name that the component asks for.</param>
    /// <param name="cancellationToken">Ends the wait for a provider.</param>
    /// <exception cref="VariableException">There is no value.</exception>
    public ValueTask<string> ResolveAsync(string component, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (VariableName.FindError(name) is { } error)
        {
            throw new VariableException(VariableErrorKind.InvalidName, $"`{name}` is not a variable name: {error}");
        }

        if (!_components.TryGetValue(component, out var model) || !model.Variables.TryGetValue(name, out var template))
        {
            throw new VariableException(
                VariableErrorKind.Undefined,
                $"component `{component}` has no variable `{name}`; "
                + $"add {name} = \"{{{{ {name} }}}}\" to [component.{component}.variables]");
        }

        return ResolveTemplateAsync(template, cancellationToken);
    }

    /// <summary>All variables of a component, by name.</summary>
    /// <exception cref="VariableException">One of them has no value.</exception>
    public async ValueTask<ImmutableSortedDictionary<string, string>> ResolveAllAsync(string component, CancellationToken cancellationToken)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (_components.TryGetValue(component, out var model))
        {
            foreach (var (name, template) in model.Variables)
            {
                values[name] = await ResolveTemplateAsync(template, cancellationToken).ConfigureAwait(false);
            }
        }

        return values.ToImmutable();
    }

    /// <summary>The text of a template with the values filled in. Completes at once when it uses no variable.</summary>
    /// <exception cref="VariableException">A variable has no value.</exception>
    public ValueTask<string> ResolveTemplateAsync(Template template, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(template);
        return template.IsLiteral ? new ValueTask<string>(template.Text) : FillAsync(template, cancellationToken);
    }

    private async ValueTask<string> FillAsync(Template template, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        foreach (var part in template.Parts)
        {
            text.Append(part.IsVariable ? await GetAsync(part.Text, cancellationToken).ConfigureAwait(false) : part.Text);
        }

        return text.ToString();
    }

    /// <summary>The value of a variable of the app.</summary>
    /// <exception cref="VariableException">There is none.</exception>
    internal async ValueTask<string> GetAsync(string name, CancellationToken cancellationToken)
    {
        foreach (var provider in _providers)
        {
            if (await provider.GetAsync(name, cancellationToken).ConfigureAwait(false) is { } value)
            {
                return value;
            }
        }

        return _variables.TryGetValue(name, out var variable) && variable.Default is { } text
            ? text
            : throw new VariableException(VariableErrorKind.Provider, $"no provider has a value for the required variable `{name}`")
            {
                Remedy = $"{string.Join(", ", _providers.Where(p => p.AsksServer).Select(p => p.Name).Append("--variable"))} and the environment ({EnvironmentVariableProvider.DefaultPrefix}_{name.ToUpperInvariant()}) have none.",
            };
    }
}
