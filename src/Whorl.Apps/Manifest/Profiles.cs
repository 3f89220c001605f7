using Whorl.Apps.Diagnostics;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest;

/// <summary>
/// Applies a build profile: source and commands replace those of the component, environment and dependencies add to them.
/// </summary>
internal static class Profiles
{
    public static void Apply(AppConfig app, string? profile, DiagnosticBag diagnostics)
    {
        if (profile is null)
        {
            return;
        }

        var known = app.Components.SelectMany(c => c.Profiles.Keys).Distinct(StringComparer.Ordinal).ToList();
        if (!known.Contains(profile))
        {
            var list = known.Count == 0 ? "no profiles" : string.Join(", ", known.Select(k => $"`{k}`"));
            diagnostics.Error(
                DiagnosticCode.UnknownProfile,
                default,
                $"no component defines the profile `{profile}`",
                NearestMatch.Suggest(profile, known, $"The app defines {list}."));
        }

        foreach (var component in app.Components)
        {
            // A component that lacks the profile is built and run without one.
            if (component.Profiles.TryGetValue(profile, out var changes))
            {
                Apply(component, changes);
            }
        }
    }

    private static void Apply(ComponentConfig component, ProfileConfig changes)
    {
        component.Source = changes.Source ?? component.Source;
        component.Environment.AddRange(changes.Environment);
        component.Dependencies.RemoveAll(d => changes.Dependencies.Exists(c => c.Key.Value == d.Key.Value));
        component.Dependencies.AddRange(changes.Dependencies);
        if (changes.BuildCommands is { } commands)
        {
            component.Build = component.Build is { } build ? build with { Commands = commands } : new BuildConfig(commands, null, []);
        }
    }
}
