using Whorl.Apps.Model;
using Whorl.Apps.Routing;
using Whorl.Runtime.Loading;

namespace Whorl.Runtime.Http;

/// <summary>What a route leads to: a component, or a response that the manifest spells out.</summary>
public sealed class HttpTarget
{
    private HttpTarget(string id, RoutePattern route, LoadedComponent? component, HttpExecutor executor, StaticResponse? response)
    {
        Executor = executor;
        Id = id;
        Route = route;
        Component = component;
        StaticResponse = response;
        RouteHeaders = new RouteHeaders(route);
    }

    /// <summary>The component's id, or the trigger's where there is no component: what lists of routes show.</summary>
    public string Id { get; }

    /// <summary>The route.</summary>
    public RoutePattern Route { get; }

    /// <summary>The component to call; null for a static response.</summary>
    public LoadedComponent? Component { get; }

    /// <summary>How the component is run.</summary>
    public HttpExecutor Executor { get; }

    /// <summary>What to answer with; null for a component.</summary>
    public StaticResponse? StaticResponse { get; }

    internal RouteHeaders RouteHeaders { get; }

    /// <summary>A route to a component.</summary>
    public static HttpTarget To(LoadedComponent component, RoutePattern route, HttpExecutor executor) => new(component.Id, route, component, executor, null);

    /// <summary>A route to a static response.</summary>
    public static HttpTarget To(StaticResponse response, string triggerId, RoutePattern route) =>
        new(triggerId, route, null, HttpExecutor.Http.Instance, response);
}
