using System.Text;
using Whorl.Components.Hosting;

namespace Whorl.Components.Tests.Abi;

/// <summary>A value type made at random, in the text format, with values of it. Only types that need no name are made.</summary>
internal sealed record RandomType(string Text, Func<Random, ComponentValue> Make)
{
    private static readonly string[] s_texts = ["", "plain", "h\u00f6flich", "\u2603\U0001f370", "\u00ff\0\u0080", new string('\u00e9', 300)];

    public static RandomType Of(Random random, int depth) => random.Next(depth > 0 ? 20 : 13) switch
    {
        0 => new("bool", r => ComponentValue.FromBool(r.Next(2) == 1)),
        1 => Unsigned("u8", 8),
        2 => Unsigned("u16", 16),
        3 => Unsigned("u32", 32),
        4 => Unsigned("u64", 64),
        5 => Signed("s8", 8),
        6 => Signed("s16", 16),
        7 => Signed("s32", 32),
        8 => Signed("s64", 64),
        9 => new("f32", r => ComponentValue.FromF32(BitConverter.UInt32BitsToSingle((uint)r.NextInt64(1L << 32)))),
        10 => new("f64", r => ComponentValue.FromF64(BitConverter.Int64BitsToDouble(r.NextInt64(long.MinValue, long.MaxValue)))),
        11 => new("char", r => ComponentValue.FromChar(new Rune(r.Next(2) == 0 ? r.Next(0xd800) : r.Next(0xe000, 0x110000)))),
        12 => new("string", r => ComponentValue.FromString(s_texts[r.Next(s_texts.Length)])),
        13 or 14 => List(Of(random, depth - 1)),
        15 => FixedList(Of(random, depth - 1), random.Next(1, 4)),
        16 => Map(random, depth),
        17 => Tuple([.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Of(random, depth - 1))]),
        18 => Option(Of(random, depth - 1)),
        _ => Result(random.Next(3) == 0 ? null : Of(random, depth - 1), random.Next(3) == 0 ? null : Of(random, depth - 1)),
    };

    private static RandomType Unsigned(string text, int bits) =>
        new(text, r => ComponentValue.FromUnsigned((ulong)r.NextInt64(long.MinValue, long.MaxValue) >> (64 - bits)));

    private static RandomType Signed(string text, int bits) =>
        new(text, r => ComponentValue.FromSigned(r.NextInt64(long.MinValue, long.MaxValue) >> (64 - bits)));

    private static RandomType List(RandomType element) =>
        new($"(list {element.Text})", r => ComponentValue.FromList(Many(element, r, r.Next(5))));

    private static RandomType FixedList(RandomType element, int length) =>
        new($"(list {element.Text} {length})", r => ComponentValue.FromList(Many(element, r, length)));

    private static RandomType Map(Random random, int depth)
    {
        var value = Of(random, depth - 1);
        return new(
            $"(map string {value.Text})",
            r => ComponentValue.FromList([.. s_texts.Take(r.Next(4)).Select(key => ComponentValue.FromRecord(ComponentValue.FromString(key), value.Make(r)))]));
    }

    private static RandomType Tuple(RandomType[] members) =>
        new($"(tuple {string.Join(' ', members.Select(m => m.Text))})", r => ComponentValue.FromRecord([.. members.Select(m => m.Make(r))]));

    private static RandomType Option(RandomType element) =>
        new($"(option {element.Text})", r => r.Next(3) == 0 ? ComponentValue.FromVariant(0) : ComponentValue.FromVariant(1, element.Make(r)));

    private static RandomType Result(RandomType? ok, RandomType? error) => new(
        $"(result {ok?.Text}{(error is null ? "" : $" (error {error.Text})")})",
        r => r.Next(2) == 0
            ? ComponentValue.FromVariant(0, ok?.Make(r) ?? default)
            : ComponentValue.FromVariant(1, error?.Make(r) ?? default));

    private static ComponentValue[] Many(RandomType element, Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => element.Make(random))];
}
