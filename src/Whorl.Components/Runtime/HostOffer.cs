using Whorl.Components.Hosting;
using Whorl.Components.Linking;

namespace Whorl.Components.Runtime;

/// <summary>An interface in a linker, with what makes its implementation for a store.</summary>
internal sealed record HostOffer(HostInterface Interface, Func<object?, object> Implementation)
{
    public InterfaceName Name { get; } = InterfaceName.Parse(Interface.Name);
}
