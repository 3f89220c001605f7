using System.Collections.Immutable;
using Whorl.Apps.Model;
using Whorl.Apps.Variables;

namespace Whorl.Apps.Network;

/// <summary>Gives the policy of one component, with the values that its variables have at the time.</summary>
public sealed class OutboundPolicySource
{
    private readonly string _component;
    private readonly ImmutableArray<AllowedHostEntry> _entries;
    private readonly ImmutableHashSet<string> _components;
    private readonly VariableResolver _variables;
    private readonly OutboundPolicy? _fixed;

    /// <summary>Makes the source.</summary>
    /// <param name="app">The app, whose components <c>*.spin.internal</c> stands for.</param>
    /// <param name="component">The component.</param>
    /// <param name="variables">Where values come from.</param>
    public OutboundPolicySource(AppModel app, ComponentModel component, VariableResolver variables)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(component);
        _component = component.DeclaredId;
        _entries = component.AllowedOutboundHosts;
        _components = [.. app.Components.Select(c => c.Id)];
        _variables = variables;
        if (_entries.All(e => e.Template.IsLiteral))
        {
            _fixed = Build([.. _entries.Select(e => e.Template.Text)]);
        }
    }

    /// <summary>The policy for one request. Completes at once, with the same object, when no entry uses a variable.</summary>
    /// <exception cref="VariableException">A variable has no value, or its provider failed.</exception>
    public ValueTask<OutboundPolicy> GetAsync(CancellationToken cancellationToken) =>
        _fixed is null ? ResolveAsync(cancellationToken) : new ValueTask<OutboundPolicy>(_fixed);

    /// <summary>Whether an entry with variables counts as absent, so that a variable can be left empty for "no such host".</summary>
    internal static bool IsLeftOut(string resolved) => resolved is "" or "http://" or "https://";

    private async ValueTask<OutboundPolicy> ResolveAsync(CancellationToken cancellationToken)
    {
        var resolved = new string[_entries.Length];
        for (var i = 0; i < resolved.Length; i++)
        {
            resolved[i] = await _variables.ResolveTemplateAsync(_entries[i].Template, cancellationToken).ConfigureAwait(false);
        }

        return Build(resolved);
    }

    private OutboundPolicy Build(string[] resolved)
    {
        var rules = ImmutableArray.CreateBuilder<AllowedHost>();
        var unusable = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < resolved.Length; i++)
        {
            var template = _entries[i].Template;
            if (!template.IsLiteral && IsLeftOut(resolved[i]))
            {
                continue;
            }

            if (AllowedHost.TryParse(resolved[i], out var rule, out _))
            {
                rules.Add(rule.WithText(template.Text));
            }
            else
            {
                unusable.Add(template.Text);
            }
        }

        return new OutboundPolicy(_component, rules.ToImmutable(), _components, unusable.ToImmutable());
    }
}
