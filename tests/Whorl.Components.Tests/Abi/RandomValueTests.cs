using Whorl.Components.Hosting;
using Whorl.Components.Tests.Hosting;

namespace Whorl.Components.Tests.Abi;

/// <summary>
/// Random values of random types go from the host to one guest, from there to another with another string encoding, and all
/// the way back. What comes back must be what went in.
/// </summary>
public sealed class RandomValueTests
{
    private const string Padding = "u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8";

    private static readonly string[] s_encodings = ["utf8", "utf16", "latin1+utf16"];

    public static IEnumerable<TheoryDataRow<int>> Seeds => Enumerable.Range(1, 120).Select(seed => new TheoryDataRow<int>(seed));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Value_ThroughTwoGuests_ComesBack(int seed)
    {
        var random = new RandomValue(seed);
        using var guest = TestGuest.Load(Chain(random, s_encodings[seed % 3], s_encodings[seed / 3 % 3]));
        var padded = ComponentValue.FromRecord([random.Value, .. Enumerable.Range(0, 16).Select(i => ComponentValue.FromUnsigned((ulong)i))]);
        Assert.Equal(padded, guest.Call("echo", padded));
        Assert.Equal(padded, guest.Call("echo", padded));
    }

    private static string Chain(RandomValue random, string caller, string callee)
    {
        var type = $"(tuple {random.Type} {Padding})";
        return $"""
            (component
              (component $C
                {random.Exported}
                (core module $M
                  {TestGuest.Allocator}
                  (func (export "echo") (param i32) (result i32) (local.get 0)))
                (core instance $m (instantiate $M))
                (func (export "echo") (param "v" {type}) (result {type})
                  (canon lift (core func $m "echo")
                    (memory (core memory $m "mem")) (realloc (core func $m "realloc")) string-encoding={callee})))
              (component $D
                {random.Imported}
                (import "echo" (func $echo (param "v" {type}) (result {type})))
                (core module $Libc {TestGuest.Allocator})
                (core instance $libc (instantiate $Libc))
                (core func $lowered (canon lower (func $echo)
                  (memory (core memory $libc "mem")) (realloc (core func $libc "realloc")) string-encoding={caller}))
                (core module $M
                  (import "" "echo" (func $echo (param i32 i32)))
                  (func (export "echo") (param i32) (result i32)
                    (call $echo (local.get 0) (i32.const 1024))
                    (i32.const 1024)))
                (core instance $m (instantiate $M (with "" (instance (export "echo" (func $lowered))))))
                (func (export "echo") (param "v" {type}) (result {type})
                  (canon lift (core func $m "echo")
                    (memory (core memory $libc "mem")) (realloc (core func $libc "realloc")) string-encoding={caller})))
              (instance $c (instantiate $C))
              (instance $d (instantiate $D {random.Arguments} (with "echo" (func $c "echo"))))
              {random.Exported}
              (export "echo" (func $d "echo") (func (param "v" {type}) (result {type}))))
            """;
    }
}
