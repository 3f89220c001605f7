using Whorl.Bindings.Tests.Trip.Types;

namespace Whorl.Bindings.Tests.Trip;

/// <summary>A host resource that knows whether its guest has dropped it.</summary>
internal sealed class Thing(string name) : IThing
{
    public bool IsDisposed { get; private set; }

    public string Name() => name;

    public IThing Merge(IThing other) => new Thing(name + other.Name());

    public void Dispose() => IsDisposed = true;
}
