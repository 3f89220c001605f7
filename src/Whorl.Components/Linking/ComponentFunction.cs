namespace Whorl.Components.Linking;

/// <summary>A component-level function: one that the host provides or one that a guest in the plan provides.</summary>
internal abstract record ComponentFunction;

/// <summary>A function that the host provides: an index into <see cref="LinkPlan.Imports"/>.</summary>
internal sealed record HostProvided(int Import) : ComponentFunction;

/// <summary>A function that a guest provides: an index into <see cref="LinkPlan.Lifted"/>.</summary>
internal sealed record GuestProvided(int Lifted) : ComponentFunction;
