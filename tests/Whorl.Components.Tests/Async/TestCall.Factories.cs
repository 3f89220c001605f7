using Whorl.Components.Hosting;
using Whorl.Components.Tests.Hosting;

namespace Whorl.Components.Tests.Async;

/// <summary>Starts tasks.</summary>
internal static class TestCall
{
    /// <summary>Calls a function of type <c>async func(u32)->u32</c>.</summary>
    public static TestCall<uint> Start(TestGuest guest, string export, uint argument, object? state = null)
    {
        var call = new TestCall<uint>(_ => argument, (_, result) => result, state);
        call.Start(guest.Instance, guest.Export(export));
        return call;
    }

    /// <summary>Calls a function of type <c>async func(stream&lt;u8>)->u32</c>.</summary>
    public static TestCall<uint> Start(TestGuest guest, string export, ComponentStream<byte> argument)
    {
        var call = new TestCall<uint>(cx => cx.GiveStream(argument, ElementCodecs.U8), (_, result) => result);
        call.Start(guest.Instance, guest.Export(export));
        return call;
    }

    /// <summary>Calls a function of type <c>async func(stream&lt;u8>)->stream&lt;u8></c>.</summary>
    public static TestCall<ComponentStream<byte>> StartEcho(TestGuest guest, string export, ComponentStream<byte> argument)
    {
        var call = new TestCall<ComponentStream<byte>>(
            cx => cx.GiveStream(argument, ElementCodecs.U8), (cx, result) => cx.TakeStream(result, ElementCodecs.U8));
        call.Start(guest.Instance, guest.Export(export));
        return call;
    }
}
