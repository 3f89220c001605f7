using Whorl.Capabilities.Inbound;
using Whorl.Components.Hosting;
using Whorl.Components.Modules;
using Whorl.Components.Runtime;
using Whorl.Runtime.Events;
using Whorl.Wasi.Http;

namespace Whorl.Runtime.Loading;

/// <summary>What compiling and linking a component gave.</summary>
/// <param name="Compiled">The compiled code.</param>
/// <param name="Linked">The component with its imports resolved.</param>
/// <param name="Http">Its handler of HTTP requests, if it has one.</param>
/// <param name="Service">Its handler of HTTP requests that works on several at once, if it has one; it comes before the other.</param>
/// <param name="Program">The program that it is, if it is one.</param>
internal sealed record CompiledParts(CompiledComponent Compiled, ComponentPre Linked, HttpGuest? Http, HttpService? Service, CgiGuest? Program) : IDisposable
{
    /// <summary>Its handler of HTTP requests in one piece, if it has one; it comes after the other two.</summary>
    public RequestGuest? Request { get; init; }

    /// <summary>What the binary is.</summary>
    public required WasmKind Kind { get; init; }

    /// <summary>What triggers other than HTTP call.</summary>
    public required EventGuests Events { get; init; }

    /// <summary>What each linear memory of an instance may grow to, so that their sum keeps the component's limit.</summary>
    public required long MemoryShareBytes { get; init; }

    /// <summary>Releases the code. No instance may be alive.</summary>
    public void Dispose()
    {
        Linked.Dispose();
        Compiled.Dispose();
    }
}
