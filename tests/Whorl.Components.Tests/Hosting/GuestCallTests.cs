using Whorl.Components.Hosting;
using Whorl.Wasmtime;

namespace Whorl.Components.Tests.Hosting;

public sealed class GuestCallTests
{
    private const string Text = """
        (component
          (core module $M
            (memory (export "mem") 1)
            (global $posts (mut i32) (i32.const 0))
            (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
            (func (export "text") (result i32)
              (i32.store (i32.const 0) (i32.const 16)) (i32.store (i32.const 4) (i32.const 2)) (i32.const 0))
            (func (export "post") (param i32) (global.set $posts (i32.add (global.get $posts) (i32.const 1))))
            (func (export "posts") (result i32) (global.get $posts))
            (func (export "crash") unreachable)
            (data (i32.const 16) "hi"))
          (core instance $m (instantiate $M))
          (func (export "add") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $m "add")))
          (func (export "text") (result string)
            (canon lift (core func $m "text") (memory (core memory $m "mem")) (post-return (core func $m "post"))))
          (func (export "posts") (result u32) (canon lift (core func $m "posts")))
          (func (export "crash") (canon lift (core func $m "crash"))))
        """;

    [Fact]
    public void Call_Typed_PassesFlatValuesBothWays()
    {
        using var guest = TestGuest.Load(Text);
        using var call = new GuestCall(guest.Instance, guest.Export("add"));
        call.Args[0].U32 = 3;
        call.Args[1].U32 = 4;
        call.Invoke();
        Assert.Equal(7u, call.Args[0].U32);
        call.Complete();
    }

    [Fact]
    public void Complete_RunsThePostReturnFunctionOnce_WithTheResultAlreadyLifted()
    {
        using var guest = TestGuest.Load(Text);
        Assert.Equal("hi", guest.Call("text").AsString());
        Assert.Equal(1u, guest.Call("posts").AsUnsigned());
    }

    [Fact]
    public void Dispose_OfACallThatDidNotComplete_PoisonsTheInstance()
    {
        using var guest = TestGuest.Load(Text);
        using (new GuestCall(guest.Instance, guest.Export("add")))
        {
        }

        Assert.True(guest.Instance.IsPoisoned);
        Assert.Throws<GuestTrapException>(() => guest.Call("posts"));
    }

    [Fact]
    public void Call_OfAGuestWhoseMemoryGrows_ReachesWhatIsNew()
    {
        using var guest = TestGuest.Load("""
            (component
              (core module $M
                (memory (export "mem") 1)
                (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.mul (memory.grow (i32.const 1)) (i32.const 65536)))
                (func (export "echo") (param i32 i32) (result i32)
                  (i32.store (i32.const 0) (local.get 0)) (i32.store (i32.const 4) (local.get 1)) (i32.const 0)))
              (core instance $m (instantiate $M))
              (func (export "echo") (param "s" string) (result string)
                (canon lift (core func $m "echo") (memory (core memory $m "mem")) (realloc (core func $m "realloc")))))
            """);

        Assert.Equal("first", guest.Call("echo", ComponentValue.FromString("first")).AsString());
        Assert.Equal("second", guest.Call("echo", ComponentValue.FromString("second")).AsString());
        Assert.Equal(3 * 65536, guest.Instance.LargestMemoryBytes);
    }

    [Fact]
    public void Call_WhileAnotherIsInside_IsRefused_AndTheOuterCallGoesOn()
    {
        using var guest = TestGuest.Load(Text);
        using var call = new GuestCall(guest.Instance, guest.Export("add"));
        var trap = Assert.Throws<GuestTrapException>(() => guest.Call("posts"));
        Assert.Contains("a call is already inside", trap.Message, StringComparison.Ordinal);
        call.Invoke();
        call.Complete();
        Assert.Equal(0u, guest.Call("posts").AsUnsigned());
    }

    [Fact]
    public void Trap_OfTheGuest_IsReported_AndPoisonsTheInstance()
    {
        using var guest = TestGuest.Load(Text);
        Assert.Equal(TrapCode.UnreachableCodeReached, Assert.Throws<TrapException>(() => guest.Call("crash")).Code);
        Assert.Throws<GuestTrapException>(() => guest.Call("posts"));
    }

    [Fact]
    public void Call_OfAnotherComponentsFunction_IsMisuse()
    {
        using var guest = TestGuest.Load(Text);
        using var other = TestGuest.Load(Text);
        Assert.Throws<ArgumentException>(() => guest.Instance.Invoke(other.Export("posts")));
        Assert.Equal(0u, guest.Call("posts").AsUnsigned());
    }

    [Fact]
    public void Invoke_WithTheWrongNumberOfArguments_IsMisuse_AndPoisonsNothing()
    {
        using var guest = TestGuest.Load(Text);
        Assert.Throws<ArgumentException>(() => guest.Call("add", ComponentValue.FromUnsigned(1)));
        Assert.Equal(0u, guest.Call("posts").AsUnsigned());
    }
}
