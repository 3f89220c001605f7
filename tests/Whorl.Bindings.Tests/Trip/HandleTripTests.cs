using Whorl.Bindings.Tests.Trip.Types;
using Whorl.Components.Hosting;

namespace Whorl.Bindings.Tests.Trip;

public sealed class HandleTripTests : IDisposable
{
    private readonly TripFixture _trip = new();

    public void Dispose() => _trip.Dispose();

    [Fact]
    public void Own_PassedThrough_IsTheSameObject()
    {
        var thing = new Thing("a");

        Assert.Same(thing, _trip.Export.Pass(_trip.Instance, thing));
        Assert.False(thing.IsDisposed);
    }

    [Fact]
    public void Own_InLists_AreTheSameObjects()
    {
        IThing[] things = [new Thing("a"), new Thing("b")];

        Assert.Equal(things, _trip.Export.PassAll(_trip.Instance, things));
    }

    [Fact]
    public void Own_InOptionsAndResults_IsTheSameObject()
    {
        var thing = new Thing("a");

        Assert.Same(thing, _trip.Export.PassMaybe(_trip.Instance, Option<IThing>.Some(thing)).Value);
        Assert.Equal((7u, Option<IThing>.None), _trip.Export.PassMaybe(_trip.Instance, Option<IThing>.None).Error);
    }

    [Fact]
    public void Borrow_PassedThrough_IsLookedAtAndKept()
    {
        var thing = new Thing("seen");

        Assert.Equal("seen", _trip.Export.Look(_trip.Instance, thing));
        Assert.False(thing.IsDisposed);
    }
}
