using System.Collections.Immutable;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Files;
using Whorl.Apps.Limits;
using Whorl.Apps.Model;
using Whorl.Apps.Network;
using Whorl.Apps.Templates;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest;

/// <summary>Makes the model of a component.</summary>
internal sealed class ComponentBuilder(AppConfig app, Func<string, ComponentLimits> limits, DiagnosticBag diagnostics)
{
    private readonly TemplateReader _templates = new(app, diagnostics);
    private readonly Dictionary<string, string?> _defaults =
        app.Variables.ToDictionary(v => v.Name.Value, v => v.Default, StringComparer.Ordinal);

    public static DependencyModel BuildDependency(DependencyConfig dependency) => new()
    {
        Name = dependency.Name,
        Location = dependency.Location,
        Source = dependency.Source,
        Export = dependency.Export?.Value,
        Inherits = dependency.Inherits ?? InheritedCapabilities.None,
    };

    /// <summary>Builds the model; null when the component has no usable source.</summary>
    public ComponentModel? Build(ComponentConfig component)
    {
        var name = $"component `{component.Id.Value}`";
        var environment = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in component.Environment)
        {
            CheckEnvironmentName(key, name);
            environment[key.Value] = value.Value;
        }

        FilePatterns.Check(component.Files, component.ExcludeFiles, name, diagnostics);
        component.KeyValueStores.ForEach(s => Identifiers.CheckLabel(s, "key-value store", diagnostics));
        component.SqliteDatabases.ForEach(s => Identifiers.CheckLabel(s, "SQLite database", diagnostics));
        var built = BuildVariables(component, name);
        var hosts = BuildHosts(component, name);
        var build = BuildBuild(component, name);
        return component.Source is null ? null : new ComponentModel
        {
            Id = component.Id.Value,
            Location = component.Id.Location,
            Source = component.Source,
            Description = component.Description,
            Environment = environment.ToImmutable(),
            Variables = built,
            Files = [.. component.Files],
            ExcludeFiles = [.. component.ExcludeFiles.Select(e => e.Value)],
            AllowedOutboundHosts = hosts,
            KeyValueStores = [.. component.KeyValueStores.Select(s => s.Value)],
            SqliteDatabases = [.. component.SqliteDatabases.Select(s => s.Value)],
            AiModels = [.. component.AiModels.Select(s => s.Value)],
            Targets = component.Targets is { } targets ? [.. targets] : null,
            Build = build,
            Dependencies = [.. component.Dependencies.Select(BuildDependency)],
            Limits = component.Limits.ApplyTo(limits(component.Id.Value)),
        };
    }

    private ImmutableSortedDictionary<string, Template> BuildVariables(ComponentConfig component, string name)
    {
        var templates = ImmutableSortedDictionary.CreateBuilder<string, Template>(StringComparer.Ordinal);
        foreach (var (key, value) in component.Variables)
        {
            if (Identifiers.CheckLowerSnake(key, $"variable name of {name}:", diagnostics)
                && _templates.Read(value, $"variable `{key.Value}` of {name}") is { } template)
            {
                templates[key.Value] = template;
            }
        }

        return templates.ToImmutable();
    }

    private ImmutableArray<AllowedHostEntry> BuildHosts(ComponentConfig component, string name)
    {
        var entries = ImmutableArray.CreateBuilder<AllowedHostEntry>();
        foreach (var host in component.AllowedOutboundHosts)
        {
            var what = $"`{host.Value}` in `allowed_outbound_hosts` of {name}";
            if (_templates.Read(host, what) is { } template)
            {
                CheckHost(template, host.Location, what);
                entries.Add(new AllowedHostEntry(template, host.Location));
            }
        }

        return entries.ToImmutable();
    }

    // With variables in it an entry can only be checked as far as their defaults go.
    private void CheckHost(Template template, SourceLocation location, string what)
    {
        var isLiteral = template.IsLiteral;
        if (template.Variables.Any(v => _defaults.GetValueOrDefault(v) is null))
        {
            return;
        }

        var text = string.Concat(template.Parts.Select(p => p.IsVariable ? _defaults[p.Text] : p.Text));
        if (!isLiteral && OutboundPolicySource.IsLeftOut(text))
        {
            return;
        }

        if (!AllowedHost.TryParse(text, out var rule, out var error))
        {
            // Defaults may be secret, so that only the entry itself can be shown.
            diagnostics.Error(
                DiagnosticCode.BadAllowedHost,
                location,
                isLiteral ? $"{what} is not valid: {error.Message}" : $"{what} is not valid with the defaults of its variables",
                isLiteral ? error.Remedy : $"Check the default of {string.Join(" and ", template.Variables.Select(v => $"`{v}`"))}.");
        }
        else if (rule.ChainedComponent is { } target && !app.ComponentIds.Contains(target))
        {
            diagnostics.Warning(
                DiagnosticCode.UnknownChainedComponent,
                location,
                $"{what} is for component `{target}`, which the app does not have",
                NearestMatch.Find(target, app.ComponentIds) is { } match ? $"Did you mean `{ServiceChaining.HostOf(match)}`?" : null);
        }
    }

    private BuildModel? BuildBuild(ComponentConfig component, string name)
    {
        if (component.Build is not { } build)
        {
            return null;
        }

        if (build.WorkingFolder is { } folder && Path.IsPathRooted(folder.Value))
        {
            diagnostics.Error(
                DiagnosticCode.BadBuildFolder,
                folder.Location,
                $"`build.workdir` of {name} is `{folder.Value}`, but must be a relative path",
                "Write it relative to the manifest's folder.");
        }

        return new BuildModel { Commands = [.. build.Commands], WorkingFolder = build.WorkingFolder?.Value, Watch = [.. build.Watch] };
    }

    private void CheckEnvironmentName(Located<string> key, string name)
    {
        if (key.Value.Length == 0 || key.Value.AsSpan().ContainsAny('=', '\0'))
        {
            diagnostics.Error(
                DiagnosticCode.BadValue,
                key.Location,
                $"`{key.Value}` in `environment` of {name} is no name of an environment variable");
        }
    }
}
