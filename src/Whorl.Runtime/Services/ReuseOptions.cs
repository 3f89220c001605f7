namespace Whorl.Runtime.Services;

/// <summary>How instances that can work on several requests are reused. Where a range is given, each instance or request takes a value in it.</summary>
public sealed record ReuseOptions
{
    /// <summary>Requests that an instance is given in its life.</summary>
    public ValueRange MaxRequests { get; init; } = new(128);

    /// <summary>Requests that an instance works on at the same time.</summary>
    public ValueRange MaxConcurrent { get; init; } = new(16);

    /// <summary>Milliseconds that an instance without requests is kept.</summary>
    public ValueRange IdleMilliseconds { get; init; } = new(1000);

    /// <summary>Milliseconds that a request may take, within the component's limit <c>wall</c>; null for just that.</summary>
    public ValueRange? RequestMilliseconds { get; init; }
}
