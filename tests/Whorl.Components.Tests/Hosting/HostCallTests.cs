using Whorl.Components.Hosting;

namespace Whorl.Components.Tests.Hosting;

public sealed class HostCallTests
{
    private static readonly HostResource s_file = new("file");

    [Fact]
    public void Call_WithScalars_PassesThemFlat()
    {
        using var guest = Load();
        Assert.Equal(42u, guest.Call("add", ComponentValue.FromUnsigned(40), ComponentValue.FromUnsigned(2)).AsUnsigned());
    }

    [Fact]
    public void Call_WithAString_ReadsItInPlace_AndWritesTheResultIntoTheGuest()
    {
        using var guest = Load();
        Assert.Equal("GRÜSSE, 🍰", guest.Call("upper", ComponentValue.FromString("grüsse, 🍰")).AsString());
    }

    [Fact]
    public void Call_WithBytes_SeesTheGuestsMemory()
    {
        var host = new TestHost();
        using var guest = Load(host);
        guest.Call("send", ComponentValue.FromUnsigned(16), ComponentValue.FromUnsigned(65536));
        Assert.Equal(65536, host.BytesSeen);
    }

    [Fact]
    public void Call_WithBytesBeyondTheMemory_Traps()
    {
        using var guest = Load();
        var trap = Assert.Throws<GuestTrapException>(
            () => guest.Call("send", ComponentValue.FromUnsigned(131_000), ComponentValue.FromUnsigned(65536)));
        Assert.Contains("list content out-of-bounds", trap.Message, StringComparison.Ordinal);
        Assert.True(guest.Instance.IsPoisoned);
    }

    [Fact]
    public void Call_ThatThrows_ReachesTheHostAsTheSameException_AndPoisonsTheInstance()
    {
        var host = new TestHost { Failure = new TimeoutException("too slow") };
        using var guest = Load(host);
        var thrown = Assert.Throws<TimeoutException>(() => guest.Call("add", ComponentValue.FromUnsigned(1), ComponentValue.FromUnsigned(2)));
        Assert.Same(host.Failure, thrown);
        host.Failure = null;
        var refused = Assert.Throws<GuestTrapException>(() => guest.Call("add", ComponentValue.FromUnsigned(1), ComponentValue.FromUnsigned(2)));
        Assert.StartsWith("cannot enter component instance", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Implementation_IsMadeOnceForAnInstance_OnItsFirstCall_FromTheStoresState()
    {
        var made = new List<object?>();
        var linker = new ComponentLinker().Add(Api(), state =>
        {
            made.Add(state);
            return new TestHost();
        });
        using var guest = TestGuest.Load(Component, linker, "the state");
        Assert.Empty(made);
        guest.Call("add", ComponentValue.FromUnsigned(1), ComponentValue.FromUnsigned(2));
        guest.Call("add", ComponentValue.FromUnsigned(1), ComponentValue.FromUnsigned(2));
        Assert.Equal(["the state"], made);
    }

    [Fact]
    public void Handle_OwnedByTheGuest_IsBorrowedAndDropped()
    {
        var host = new TestHost();
        using var guest = Load(host);
        Assert.Equal(1u, guest.Call("open").AsUnsigned());
        Assert.Equal(7u, guest.Call("size", ComponentValue.FromUnsigned(1)).AsUnsigned());
        Assert.False(host.File.IsDisposed);
        guest.Call("drop", ComponentValue.FromUnsigned(1));
        Assert.True(host.File.IsDisposed);
        var trap = Assert.Throws<GuestTrapException>(() => guest.Call("size", ComponentValue.FromUnsigned(1)));
        Assert.Equal("unknown handle index 1", trap.Message);
    }

    [Fact]
    public void Handle_GivenBackToTheHost_IsGone_AndItsObjectLives()
    {
        var host = new TestHost();
        using var guest = Load(host);
        guest.Call("open");
        guest.Call("close", ComponentValue.FromUnsigned(1));
        Assert.Same(host.File, host.Closed);
        Assert.False(host.File.IsDisposed);
        Assert.Throws<GuestTrapException>(() => guest.Call("close", ComponentValue.FromUnsigned(1)));
    }

    [Fact]
    public void Handle_BorrowedAndTakenInOneCall_Traps()
    {
        using var guest = Load();
        guest.Call("open");
        var trap = Assert.Throws<GuestTrapException>(() => guest.Call("both", ComponentValue.FromUnsigned(1)));
        Assert.StartsWith("cannot remove owned resource while borrowed", trap.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Handle_BorrowedInACallThatReturned_CanBeTaken()
    {
        using var guest = Load();
        guest.Call("open");
        guest.Call("size", ComponentValue.FromUnsigned(1));
        guest.Call("close", ComponentValue.FromUnsigned(1));
    }

    [Fact]
    public void Dispose_OfTheInstance_DisposesWhatTheGuestStillOwns()
    {
        var host = new TestHost();
        using (var guest = Load(host))
        {
            guest.Call("open");
        }

        Assert.True(host.File.IsDisposed);
    }

    [Fact]
    public void Call_HandingOverMoreThanTheLimit_NamesTheLimit()
    {
        var linker = new ComponentLinker { LiftLimitBytes = 1000 }.Add(Api(), _ => new TestHost());
        using var guest = TestGuest.Load(Component, linker);
        guest.Call("send", ComponentValue.FromUnsigned(0), ComponentValue.FromUnsigned(1000));
        guest.Call("send", ComponentValue.FromUnsigned(0), ComponentValue.FromUnsigned(1000));
        var trap = Assert.Throws<GuestTrapException>(
            () => guest.Call("send", ComponentValue.FromUnsigned(0), ComponentValue.FromUnsigned(1001)));
        Assert.Contains("limit of 1000 bytes", trap.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Handles_BeyondTheLimit_Trap()
    {
        var linker = new ComponentLinker { HandleLimit = 3 }.Add(Api(), _ => new TestHost());
        using var guest = TestGuest.Load(Component, linker);
        for (var i = 0; i < 3; i++)
        {
            guest.Call("open");
        }

        Assert.Contains("limit is 3", Assert.Throws<GuestTrapException>(() => guest.Call("open")).Message, StringComparison.Ordinal);
    }

    private const string Text = """
        (component
          (import "test:host/api@0.2.3" (instance $api
            (export "file" (type $file (sub resource)))
            (export "add" (func (param "a" u32) (param "b" u32) (result u32)))
            (export "upper" (func (param "s" string) (result string)))
            (export "send" (func (param "b" (list u8))))
            (export "open" (func (result (own $file))))
            (export "size" (func (param "f" (borrow $file)) (result u32)))
            (export "close" (func (param "f" (own $file))))
            (export "both" (func (param "b" (borrow $file)) (param "o" (own $file))))))
          (alias export $api "file" (type $file))
          (core module $Libc ALLOCATOR)
          (core instance $libc (instantiate $Libc))
          (core func $add (canon lower (func $api "add")))
          (core func $upper (canon lower (func $api "upper") (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
          (core func $send (canon lower (func $api "send") (memory (core memory $libc "mem"))))
          (core func $open (canon lower (func $api "open")))
          (core func $size (canon lower (func $api "size")))
          (core func $close (canon lower (func $api "close")))
          (core func $both (canon lower (func $api "both")))
          (core func $drop (canon resource.drop $file))
          (core module $Main
            (import "libc" "mem" (memory 1))
            (import "host" "add" (func $add (param i32 i32) (result i32)))
            (import "host" "upper" (func $upper (param i32 i32 i32)))
            (import "host" "send" (func $send (param i32 i32)))
            (import "host" "open" (func $open (result i32)))
            (import "host" "size" (func $size (param i32) (result i32)))
            (import "host" "close" (func $close (param i32)))
            (import "host" "both" (func $both (param i32 i32)))
            (import "host" "drop" (func $drop (param i32)))
            (func (export "add") (param i32 i32) (result i32) (call $add (local.get 0) (local.get 1)))
            (func (export "upper") (param i32 i32) (result i32)
              (call $upper (local.get 0) (local.get 1) (i32.const 8))
              (i32.const 8))
            (func (export "send") (param i32 i32) (call $send (local.get 0) (local.get 1)))
            (func (export "open") (result i32) (call $open))
            (func (export "size") (param i32) (result i32) (call $size (local.get 0)))
            (func (export "close") (param i32) (call $close (local.get 0)))
            (func (export "both") (param i32) (call $both (local.get 0) (local.get 0)))
            (func (export "drop") (param i32) (call $drop (local.get 0))))
          (core instance $main (instantiate $Main
            (with "libc" (instance $libc))
            (with "host" (instance
              (export "add" (func $add)) (export "upper" (func $upper)) (export "send" (func $send)) (export "open" (func $open))
              (export "size" (func $size)) (export "close" (func $close)) (export "both" (func $both)) (export "drop" (func $drop))))))
          (func (export "add") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $main "add")))
          (func (export "upper") (param "s" string) (result string)
            (canon lift (core func $main "upper") (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
          (func (export "send") (param "p" u32) (param "n" u32) (canon lift (core func $main "send")))
          (func (export "open") (result u32) (canon lift (core func $main "open")))
          (func (export "size") (param "f" u32) (result u32) (canon lift (core func $main "size")))
          (func (export "close") (param "f" u32) (canon lift (core func $main "close")))
          (func (export "both") (param "f" u32) (canon lift (core func $main "both")))
          (func (export "drop") (param "f" u32) (canon lift (core func $main "drop"))))
        """;

    private static string Component => Text.Replace("ALLOCATOR", TestGuest.Allocator, StringComparison.Ordinal);

    private static TestGuest Load(TestHost? host = null)
    {
        host ??= new TestHost();
        return TestGuest.Load(Component, new ComponentLinker().Add(Api(), _ => host));
    }

    private static HostInterface Api() => new(
        "test:host/api@0.2.12",
        [s_file],
        [
            new HostFunction("add", "func(a:u32,b:u32)->u32", (ref HostCall call) => call.Args[0].U32 = call.Host<TestHost>().Add(call.Args[0].U32, call.Args[1].U32)),
            new HostFunction("upper", "func(s:string)->string", Upper),
            new HostFunction("send", "func(b:list<u8>)", (ref HostCall call) => call.Host<TestHost>().BytesSeen += call.Context.ReadList(call.Args[0].U32, call.Args[1].U32).Length),
            new HostFunction("open", "func()->own<file>", (ref HostCall call) => call.Args[0].U32 = call.Context.Own(call.Host<TestHost>().File, s_file)),
            new HostFunction("size", "func(f:borrow<file>)->u32", (ref HostCall call) => call.Args[0].U32 = call.Context.Borrow<TestFile>(call.Args[0].U32, s_file).Size),
            new HostFunction("close", "func(f:own<file>)", (ref HostCall call) => call.Host<TestHost>().Closed = call.Context.Take<TestFile>(call.Args[0].U32, s_file)),
            new HostFunction("both", "func(b:borrow<file>,o:own<file>)", Both),
        ]);

    private static void Upper(ref HostCall call)
    {
        var text = call.Context.ReadString(call.Args[0].U32, call.Args[1].U32).ToString();
        var place = call.Args[2].U32;
        var (pointer, length) = call.Context.WriteString(text.ToUpperInvariant());
        call.Context.CheckPointer(place, 8, 4);
        call.Context.Memory.WriteU32(place, pointer);
        call.Context.Memory.WriteU32(place + 4, length);
    }

    private static void Both(ref HostCall call)
    {
        call.Context.Borrow<TestFile>(call.Args[0].U32, s_file);
        call.Context.Take<TestFile>(call.Args[1].U32, s_file);
    }

    private sealed class TestHost
    {
        public TestFile File { get; } = new();

        public TestFile? Closed { get; set; }

        public int BytesSeen { get; set; }

        public Exception? Failure { get; set; }

        public uint Add(uint a, uint b) => Failure is null ? a + b : throw Failure;
    }

    private sealed class TestFile : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public uint Size { get; } = 7;

        public void Dispose() => IsDisposed = true;
    }
}
