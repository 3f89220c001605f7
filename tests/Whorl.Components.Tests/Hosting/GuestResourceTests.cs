using Whorl.Components.Hosting;

namespace Whorl.Components.Tests.Hosting;

/// <summary>Resources that a guest defines, held by the host.</summary>
public sealed class GuestResourceTests
{
    private const string Text = """
        (component
          (core module $Indirect
            (table (export "t") 1 funcref)
            (type $f (func (param i32)))
            (func (export "dtor") (param i32) (call_indirect (type $f) (local.get 0) (i32.const 0))))
          (core instance $indirect (instantiate $Indirect))
          (type $counter' (resource (rep i32) (dtor (core func $indirect "dtor"))))
          (export $counter "counter" (type $counter'))
          (core func $new (canon resource.new $counter'))
          (core func $drop (canon resource.drop $counter'))
          (core module $M
            (import "" "t" (table 1 funcref))
            (import "" "new" (func $new (param i32) (result i32)))
            (import "" "drop" (func $drop (param i32)))
            (global $dropped (mut i32) (i32.const 0))
            (elem (i32.const 0) $dtor)
            (func $dtor (param i32)
              (if (i32.eq (local.get 0) (i32.const 13)) (then unreachable))
              (global.set $dropped (i32.add (global.get $dropped) (local.get 0))))
            (func (export "make") (param i32) (result i32) (call $new (local.get 0)))
            (func (export "value") (param i32) (result i32) (local.get 0))
            (func (export "consume") (param i32) (call $drop (local.get 0)))
            (func (export "dropped") (result i32) (global.get $dropped)))
          (core instance $m (instantiate $M (with "" (instance
            (export "t" (table $indirect "t")) (export "new" (func $new)) (export "drop" (func $drop))))))
          (func (export "make") (param "v" u32) (result (own $counter)) (canon lift (core func $m "make")))
          (func (export "value") (param "c" (borrow $counter)) (result u32) (canon lift (core func $m "value")))
          (func (export "consume") (param "c" (own $counter)) (canon lift (core func $m "consume")))
          (func (export "dropped") (result u32) (canon lift (core func $m "dropped"))))
        """;

    [Fact]
    public void Resource_HeldByTheHost_IsLentAndGivenBack()
    {
        using var guest = TestGuest.Load(Text);
        var counter = guest.Call("make", ComponentValue.FromUnsigned(7));
        Assert.Equal(7u, guest.Call("value", counter).AsUnsigned());
        Assert.Equal(7u, guest.Call("value", counter).AsUnsigned());
        guest.Call("consume", counter);
        Assert.Equal(7u, guest.Call("dropped").AsUnsigned());
    }

    [Fact]
    public void Resource_GivenAway_CannotBeUsedAgain()
    {
        using var guest = TestGuest.Load(Text);
        var counter = guest.Call("make", ComponentValue.FromUnsigned(7));
        guest.Call("consume", counter);
        Assert.Throws<InvalidOperationException>(() => guest.Call("consume", counter));
    }

    [Fact]
    public void Drop_RunsTheGuestsDestructor_Once()
    {
        using var guest = TestGuest.Load(Text);
        var counter = guest.Call("make", ComponentValue.FromUnsigned(5)).AsResource();
        guest.Instance.Drop(counter);
        Assert.Equal(5u, guest.Call("dropped").AsUnsigned());
        Assert.Throws<InvalidOperationException>(() => guest.Instance.Drop(counter));
    }

    [Fact]
    public void Drop_WithADestructorThatTraps_PoisonsTheInstance()
    {
        using var guest = TestGuest.Load(Text);
        var counter = guest.Call("make", ComponentValue.FromUnsigned(13)).AsResource();
        Assert.Throws<Wasmtime.TrapException>(() => guest.Instance.Drop(counter));
        Assert.True(guest.Instance.IsPoisoned);
    }

    [Fact]
    public void Resource_OfAnotherInstance_IsRefused()
    {
        using var guest = TestGuest.Load(Text);
        using var other = TestGuest.Load(Text);
        var counter = other.Call("make", ComponentValue.FromUnsigned(1));
        Assert.Throws<ArgumentException>(() => guest.Call("value", counter));
    }
}
