using System.Text;
using Whorl.Bindings.Tests.Trip;
using Whorl.Bindings.Tests.Trip.Types;
using Whorl.Components.Hosting;
using Whorl.Components.Runtime;
using Whorl.Wasmtime;

namespace Whorl.Bindings.Tests.Hostile;

/// <summary>A guest passes whatever core values it likes: the generated code has to refuse what is not a value of the type.</summary>
public sealed class HostileGuestTests : IDisposable
{
    private static readonly Engine s_engine = new(new EngineOptions { Pooling = false, EpochInterruption = false });

    private readonly TargetHost _host = new();
    private readonly CompiledComponent _compiled;
    private readonly ComponentPre _component;
    private readonly Store _store;
    private readonly ComponentInstance _instance;

    public HostileGuestTests()
    {
        var interfaces = TripFixture.Interfaces;
        var text = PokingGuest.Write(interfaces.Single(i => i.Name == "types"), interfaces.Single(i => i.Name == "targets"));
        _compiled = CompiledComponent.Compile(s_engine, Wat.ToWasm(text));
        _component = new ComponentLinker()
            .Add(Trip.Types.Glue.Interface, _ => new Echo())
            .Add(Trip.Targets.Glue.Interface, _ => _host)
            .Link(_compiled);
        _store = new Store(s_engine, null);
        _instance = _component.Instantiate(_store);
    }

    public void Dispose()
    {
        _instance.Dispose();
        _store.Dispose();
        _component.Dispose();
        _compiled.Dispose();
    }

    [Theory]
    [InlineData("take-char", 0xD800, 0, "invalid `char` bit pattern")]
    [InlineData("take-char", 0x110000, 0, "invalid `char` bit pattern")]
    [InlineData("take-color", 3, 0, "invalid variant discriminant")]
    [InlineData("take-color", uint.MaxValue, 0, "invalid variant discriminant")]
    [InlineData("take-shape-list", 64, 1, "invalid variant discriminant")]
    [InlineData("take-shape-list", 68, 1, "unaligned pointer")]
    [InlineData("take-shape-list", 64, 0x01000000, "402653184 bytes")]
    [InlineData("take-longs", 4, 1, "unaligned pointer")]
    [InlineData("take-longs", 0, 0x100000, "out of bounds")]
    [InlineData("take-longs", 0xFFFFFFF8, 1, "out of bounds")]
    [InlineData("take-bytes", 65536, 1, "out of bounds")]
    [InlineData("take-bytes", 1, uint.MaxValue, "4294967295 bytes")]
    [InlineData("take-string", 64, 1, "utf")]
    [InlineData("take-string", 65536, 1, "out of bounds")]
    [InlineData("take-thing", 0, 0, "unknown handle index 0")]
    [InlineData("take-thing", 77, 0, "unknown handle index 77")]
    [InlineData("eat-thing", 1, 0, "unknown handle index 1")]
    [InlineData("give-string", 2, 0, "unaligned pointer")]
    [InlineData("give-string", 65532, 0, "out of bounds")]
    [InlineData("give-string", 0xFFFFFFFC, 0, "out of bounds")]
    public void HostFunction_BadCoreValues_Traps(string function, uint first, uint second, string message)
    {
        var trap = Assert.Throws<GuestTrapException>(() => Poke(function, first, second));

        Assert.Contains(message, trap.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Null(_host.Seen);
        Assert.True(_instance.IsPoisoned);
    }

    [Fact]
    public void HostFunction_BoolThatIsNotOne_IsTrue()
    {
        Poke("take-bool", 0x100, 0);

        Assert.Equal(true, _host.Seen);
    }

    [Fact]
    public void HostFunction_GoodCoreValues_AreSeen()
    {
        Poke("take-char", 'x', 0);
        Assert.Equal(new Rune('x'), _host.Seen);
        Poke("take-color", 2, 0);
        Assert.Equal(Color.Blue, _host.Seen);
        Poke("take-bytes", 64, 2);
        Assert.Equal(new byte[] { 0xFF, 0 }, _host.Seen);
        Poke("take-longs", 64, 1);
        Assert.Equal(new ulong[] { 0xFF }, _host.Seen);
    }

    [Fact]
    public void HostFunction_HandleUsedTwice_Traps()
    {
        var handle = Poke("make-thing", 0, 0);
        Poke("eat-thing", handle, 0);
        Assert.IsType<Thing>(_host.Seen);

        Assert.Throws<GuestTrapException>(() => Poke("eat-thing", handle, 0));
    }

    [Fact]
    public void GuestsExport_EnumOfNoCase_Traps()
    {
        using var trip = new TripFixture();

        Assert.Throws<GuestTrapException>(() => trip.Export.EchoColor(trip.Instance, (Color)9));
    }

    private uint Poke(string function, uint first, uint second)
    {
        Assert.True(_component.TryGetExport("", "poke-" + function, out var export));
        return (uint)_instance.Invoke(export, ComponentValue.FromUnsigned(first), ComponentValue.FromUnsigned(second)).AsUnsigned();
    }
}
