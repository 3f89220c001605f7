using System.Collections.Immutable;
using Whorl.Apps.Model;
using Whorl.Apps.Routing;

namespace Whorl.Runtime.Http;

/// <summary>The routes of an app, and its components that only other components reach.</summary>
public sealed class HttpRoutes
{
    private readonly Router<HttpTarget> _router;
    private readonly ImmutableDictionary<string, Router<HttpTarget>> _byComponent;

    /// <summary>Makes the table.</summary>
    /// <param name="targets">The public routes in the order of the manifest.</param>
    /// <param name="components">The components that service chaining can reach, public or not.</param>
    internal HttpRoutes(IEnumerable<HttpTarget> targets, IEnumerable<Loading.LoadedComponent> components)
    {
        _router = RouterOf(targets);
        _byComponent = components.ToImmutableDictionary(
            c => c.Id, c => RouterOf([HttpTarget.To(c, RoutePattern.Everything, ExecutorOf(c))]), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The routes that can match, from the most to the least specific.</summary>
    public IEnumerable<HttpTarget> Targets => _router.Routes.Select(r => r.Target);

    /// <summary>Finds the route of a path.</summary>
    /// <param name="path">The path as it was sent, without the query.</param>
    /// <param name="match">The route and what it captured.</param>
    public bool TryMatch(string path, out RouteMatch<HttpTarget> match) => _router.TryMatch(path, out match);

    /// <summary>Finds a component by its id, as service chaining does, with a route that takes in every path.</summary>
    internal bool TryMatchComponent(string id, string path, out RouteMatch<HttpTarget> match)
    {
        match = default;
        return _byComponent.TryGetValue(id, out Router<HttpTarget>? router) && router.TryMatch(path, out match);
    }

    private static HttpExecutor ExecutorOf(Loading.LoadedComponent component) =>
        component.HandlesHttp ? HttpExecutor.Http.Instance : new HttpExecutor.Wagi(HttpExecutor.Wagi.DefaultArguments);

    private static Router<HttpTarget> RouterOf(IEnumerable<HttpTarget> targets) =>
        new(targets.Select(t => KeyValuePair.Create(t.Route, t)));
}
