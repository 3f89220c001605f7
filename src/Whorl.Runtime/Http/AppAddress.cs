namespace Whorl.Runtime.Http;

/// <summary>Where an app finds itself: its routes, and the address it is served at. Both are known only after its components are loaded.</summary>
internal sealed class AppAddress
{
    private HttpRoutes? _routes;

    /// <summary>The routes of the app.</summary>
    public HttpRoutes Routes
    {
        get => _routes ?? throw new InvalidOperationException("The app is not loaded yet.");
        set => _routes = value;
    }

    /// <summary>Host and port that the app listens at.</summary>
    public string Authority { get; set; } = "localhost";
}
