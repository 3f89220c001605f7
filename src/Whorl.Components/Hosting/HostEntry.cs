namespace Whorl.Components.Hosting;

/// <summary>The body of a host function: lifts its flat parameters, calls the implementation and lowers the result.</summary>
/// <param name="call">The call in progress; valid until the delegate returns.</param>
public delegate void HostEntry(ref HostCall call);
