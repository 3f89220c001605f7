using Whorl.Apps.Routing;

namespace Whorl.Apps.Model;

/// <summary>An HTTP trigger. Exactly one of <see cref="TriggerModel.Component"/> and <see cref="StaticResponse"/> is set.</summary>
public sealed record HttpTriggerModel : TriggerModel
{
    /// <summary>The route as written; null for <c>{ private = true }</c>, which only service chaining reaches.</summary>
    public string? Route { get; init; }

    /// <summary>The route with the app's base, understood; null when the trigger is private.</summary>
    public RoutePattern? Pattern { get; init; }

    /// <summary>What to answer without running a component.</summary>
    public StaticResponse? StaticResponse { get; init; }

    /// <summary>How the component is run.</summary>
    public HttpExecutor Executor { get; init; } = HttpExecutor.Http.Instance;
}
