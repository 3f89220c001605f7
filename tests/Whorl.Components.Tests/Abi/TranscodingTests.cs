using Whorl.Components.Hosting;
using Whorl.Components.Tests.Hosting;

namespace Whorl.Components.Tests.Abi;

/// <summary>Strings go from the host to one guest, on to another and back again, each with an encoding of its own.</summary>
public sealed class TranscodingTests
{
    private static readonly string[] s_encodings = ["utf8", "utf16", "latin1+utf16"];

    private static readonly string[] s_texts =
    [
        "",
        "plain",
        "h\u00f6flich",
        "h\u00f6\u2603\U0001f370",
        "\u2603 first",
        "\u00ff\u00fe\u0080",
        "\U0010ffff",
        new string('a', 3000) + "\u00e9" + new string('b', 3000) + "\u4e2d" + new string('c', 500),
    ];

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var from in s_encodings)
            {
                foreach (var to in s_encodings)
                {
                    pairs.Add(from, to);
                }
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Text_FromGuestToGuestAndBack_IsTheSame(string caller, string callee)
    {
        using var guest = TestGuest.Load(Chain(caller, callee));
        foreach (var text in s_texts)
        {
            Assert.Equal(text, guest.Call("echo", ComponentValue.FromString(text)).AsString());
        }
    }

    [Theory]
    [InlineData("utf8", "ff", "invalid utf-8")]
    [InlineData("utf8", "e2 98", "incomplete utf-8 byte sequence")]
    [InlineData("utf16", "00 d8", "invalid utf-16")]
    [InlineData("utf16", "00 dc 00 d8", "invalid utf-16")]
    public void Text_ThatIsMalformed_Traps(string encoding, string bytes, string message)
    {
        var data = string.Concat(bytes.Split(' ').Select(b => $"\\{b}"));
        var units = bytes.Split(' ').Length / (encoding == "utf8" ? 1 : 2);
        using var guest = TestGuest.Load($"""
            (component
              (core module $M
                (memory (export "mem") 1)
                (data (i32.const 16) "{data}")
                (func (export "get") (result i32)
                  (i32.store (i32.const 0) (i32.const 16)) (i32.store (i32.const 4) (i32.const {units})) (i32.const 0)))
              (core instance $m (instantiate $M))
              (func (export "get") (result string) (canon lift (core func $m "get") (memory (core memory $m "mem")) string-encoding={encoding})))
            """);
        Assert.StartsWith(message, Assert.Throws<GuestTrapException>(() => guest.Call("get")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf8", 0x1000_0000u)]
    [InlineData("utf16", 0x0800_0000u)]
    [InlineData("latin1+utf16", 0x8800_0000u)]
    [InlineData("latin1+utf16", 0x1000_0000u)]
    public void Text_LongerThanTheCanonicalAbiAllows_Traps(string encoding, uint length)
    {
        using var guest = TestGuest.Load($"""
            (component
              (core module $M
                (memory (export "mem") 8000)
                (func (export "get") (result i32)
                  (i32.store (i32.const 0) (i32.const 16)) (i32.store (i32.const 4) (i32.const {length})) (i32.const 0)))
              (core instance $m (instantiate $M))
              (func (export "get") (result string) (canon lift (core func $m "get") (memory (core memory $m "mem")) string-encoding={encoding})))
            """);
        Assert.Contains("too long", Assert.Throws<GuestTrapException>(() => guest.Call("get")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf8")]
    [InlineData("utf16")]
    [InlineData("latin1+utf16")]
    public void LoneSurrogates_OfTheHost_BecomeReplacementCharacters(string encoding)
    {
        using var guest = TestGuest.Load(Chain(encoding, encoding));
        Assert.Equal("a\ufffdb", guest.Call("echo", ComponentValue.FromString("a\ud800b")).AsString());
    }

    private static string Chain(string caller, string callee) => $"""
        (component
          (component $C
            (core module $M
              {TestGuest.Allocator}
              (func (export "echo") (param i32 i32) (result i32)
                (i32.store (i32.const 8) (local.get 0))
                (i32.store (i32.const 12) (local.get 1))
                (i32.const 8)))
            (core instance $m (instantiate $M))
            (func (export "echo") (param "s" string) (result string)
              (canon lift (core func $m "echo") (memory (core memory $m "mem")) (realloc (core func $m "realloc")) string-encoding={callee})))
          (component $D
            (import "echo" (func $echo (param "s" string) (result string)))
            (core module $Libc {TestGuest.Allocator})
            (core instance $libc (instantiate $Libc))
            (core func $lowered (canon lower (func $echo)
              (memory (core memory $libc "mem")) (realloc (core func $libc "realloc")) string-encoding={caller}))
            (core module $Main
              (import "" "echo" (func $echo (param i32 i32 i32)))
              (func (export "echo") (param i32 i32) (result i32)
                (call $echo (local.get 0) (local.get 1) (i32.const 16))
                (i32.const 16)))
            (core instance $main (instantiate $Main (with "" (instance (export "echo" (func $lowered))))))
            (func (export "echo") (param "s" string) (result string)
              (canon lift (core func $main "echo") (memory (core memory $libc "mem")) (realloc (core func $libc "realloc")) string-encoding={caller})))
          (instance $c (instantiate $C))
          (instance $d (instantiate $D (with "echo" (func $c "echo"))))
          (func (export "echo") (alias export $d "echo")))
        """;
}
