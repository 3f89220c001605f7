namespace Whorl.Apps.Routing;

/// <summary>A route and what it leads to.</summary>
/// <param name="Pattern">The route.</param>
/// <param name="Target">What it leads to.</param>
/// <typeparam name="TTarget">What a route leads to.</typeparam>
public sealed record Route<TTarget>(RoutePattern Pattern, TTarget Target);
