using System.Collections.Immutable;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Limits;
using Whorl.Apps.Manifest.Triggers;
using Whorl.Apps.Model;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest;

/// <summary>Makes the model of an app from what its user wrote: normalises it and checks everything that needs no disk.</summary>
internal sealed class ModelBuilder
{
    private readonly AppConfig _app;
    private readonly DiagnosticBag _diagnostics;

    private ModelBuilder(AppConfig app, DiagnosticBag diagnostics)
    {
        _app = app;
        _diagnostics = diagnostics;
    }

    /// <summary>Builds the model.</summary>
    /// <returns>The model; null when there are errors, which the diagnostics then say.</returns>
    public static AppModel? Build(AppConfig app, string folder, string? manifestPath, string? profile, DiagnosticBag diagnostics)
    {
        Normalizer.Run(app, diagnostics);
        Profiles.Apply(app, profile, diagnostics);
        return new ModelBuilder(app, diagnostics).Build(folder, manifestPath, profile);
    }

    private AppModel? Build(string folder, string? manifestPath, string? profile)
    {
        if (_app.Name is { Value: "" } empty)
        {
            _diagnostics.Error(DiagnosticCode.BadValue, empty.Location, "the name of the app is empty", "Give it one: name = \"my-app\".");
        }

        ImmutableArray<VariableModel> variables = [.. _app.Variables.Select(BuildVariable).OfType<VariableModel>()];
        var limits = _app.Limits.ApplyTo(ComponentLimits.Default);
        var checks = new ComponentBuilder(_app, LimitsOf, _diagnostics);
        var components = _app.Components.ConvertAll(checks.Build);
        DependencyChecks.Run(_app, _diagnostics);
        var builder = new TriggerBuilder(_app, _diagnostics);
        ImmutableArray<TriggerModel> triggers = [.. _app.Triggers.Select(t => BuildTrigger(t, builder))];
        builder.CheckDuplicates(triggers);
        CheckReferences();

        return _diagnostics.HasErrors ? null : new AppModel
        {
            Name = _app.Name!.Value.Value,
            Version = _app.Version,
            Description = _app.Description,
            Authors = [.. _app.Authors],
            Targets = [.. _app.Targets],
            Folder = folder,
            ManifestPath = manifestPath,
            Profile = profile,
            Variables = variables,
            Components = [.. components.OfType<ComponentModel>()],
            Triggers = triggers,
            HttpBase = builder.HttpBase,
            TriggerSettings = _app.TriggerSettings.ToImmutableDictionary(StringComparer.Ordinal),
            DefaultLimits = limits,
        };
    }

    private VariableModel? BuildVariable(VariableConfig variable)
    {
        var isRequired = variable.Required is { Value: true };
        if (isRequired == variable.Default is not null)
        {
            var name = variable.Name.Value;
            _diagnostics.Error(
                DiagnosticCode.BadVariable,
                variable.Name.Location,
                $"variable `{name}` {(isRequired ? "is required and has a default too" : "is not required and has no default")}",
                isRequired
                    ? "Remove `required`, or remove `default`."
                    : $"Write {name} = {{ default = \"...\" }}, or {name} = {{ required = true }} to have it set when the app starts.");
            return null;
        }

        return new VariableModel
        {
            Name = variable.Name.Value,
            Location = variable.Name.Location,
            Description = variable.Description,
            Default = variable.Default,
            IsSecret = variable.IsSecret,
        };
    }

    /// <summary>What a component gets that sets no limits of its own. A program of the command line takes as long as it takes.</summary>
    private ComponentLimits LimitsOf(string component)
    {
        var triggers = _app.Triggers.Where(t => t.Component?.Id == component).ToList();
        var isCommand = triggers.Count > 0 && triggers.TrueForAll(t => t.Type == CommandTriggerBuilder.Type);
        return _app.Limits.ApplyTo(isCommand ? ComponentLimits.ForCommands : ComponentLimits.Default);
    }

    private static TriggerModel BuildTrigger(TriggerConfig trigger, TriggerBuilder builder)
    {
        var model = new TriggerModel
        {
            Id = trigger.Id!.Value.Value,
            Type = trigger.Type,
            Location = trigger.Location,
            Component = trigger.Component?.Id,
            Components = trigger.Components.ToImmutableSortedDictionary(
                c => c.Role, c => c.Components.Select(r => r.Id!).ToImmutableArray(), StringComparer.Ordinal),
            Dependencies = trigger.Dependencies.ToImmutableSortedDictionary(
                d => d.Role, d => d.Dependencies.Select(ComponentBuilder.BuildDependency).ToImmutableArray(), StringComparer.Ordinal),
            Settings = trigger.Settings,
        };
        return builder.Build(model, trigger);
    }

    private void CheckReferences()
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reference in _app.Triggers.SelectMany(t => t.AllComponents))
        {
            used.Add(reference.Id!);
            CheckExists(new Located<string>(reference.Id!, reference.Location));
        }

        foreach (var dependency in _app.AllDependencies())
        {
            if (dependency.Source is DependencySource.Component component)
            {
                used.Add(component.Id);
                CheckExists(new Located<string>(component.Id, dependency.Location));
            }
            else if (dependency.Source is DependencySource.Local file)
            {
                // A component can be there to be built, and be used by the path of what comes out.
                var built = _app.Components.Where(c => c.Source is ComponentSource.Local local && local.Path == file.Path);
                used.UnionWith(built.Select(c => c.Id.Value));
            }
        }

        foreach (var component in _app.Components.Where(c => !used.Contains(c.Id.Value)))
        {
            _diagnostics.Warning(
                DiagnosticCode.UnusedComponent,
                component.Id.Location,
                $"nothing uses component `{component.Id.Value}`, so that it will not be loaded",
                $"Add a trigger with component = \"{component.Id.Value}\"; "
                + "with route = { private = true } only the app's own components reach it.");
        }
    }

    private void CheckExists(Located<string> id)
    {
        if (!_app.ComponentIds.Contains(id.Value))
        {
            _diagnostics.Error(
                DiagnosticCode.UnknownComponent,
                id.Location,
                $"there is no component `{id.Value}`",
                NearestMatch.Suggest(id.Value, _app.ComponentIds, $"Add [component.{id.Value}] with its `source`."));
        }
    }
}
