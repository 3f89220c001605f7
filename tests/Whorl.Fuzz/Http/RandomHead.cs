using System.Text;

namespace Whorl.Fuzz.Http;

/// <summary>Makes names, values and targets of HTTP heads at random: mostly right, some just wrong, some hostile.</summary>
internal sealed class RandomHead(int seed)
{
    private static readonly string[] s_names =
    [
        "accept", "Content-Type", "x-a", "X-A", "set-cookie", "host", "Host", "connection", "Transfer-Encoding", "upgrade", "keep-alive", "proxy-connection",
        "http2-settings", "spin-path-info", "Spin-Full-Url", "spin-x", "content-length", "te", "trailer", "", " ", "a b", "a:b", "a\r\nb", "\u00e9", "x\0", "!#$%&'*+-.^_`|~",
    ];

    private static readonly string[] s_values =
    [
        "", "1", "text/html; charset=utf-8", "a, b", " padded ", "\ttab", "caf\u00e9", "\u00ff\u0080", "a\rb", "a\nb", "a\r\nx-evil: 1", "nul\0", "\u007f", "chunked",
    ];

    private static readonly string[] s_targets =
    [
        "/", "/a/b", "/a?b=c", "/?", "/a%20b", "/../x", "/a//b", "*", "http://h/a", "http://h", "http://h?q", "https://u@h:1/", "://", "/x://y", "a://b://c", "example.com:443", "?", "",
    ];

    public Random Random { get; } = new(seed);

    public byte[] Name() => Mutate(Encoding.Latin1.GetBytes(Pick(s_names)));

    public byte[] Value() => Mutate(Encoding.Latin1.GetBytes(Pick(s_values)));

    public string Target() => Random.Next(3) == 0
        ? Encoding.Latin1.GetString(Mutate(Encoding.Latin1.GetBytes(Pick(s_targets) + Pick(s_targets))))
        : Pick(s_targets);

    private byte[] Mutate(byte[] bytes)
    {
        if (Random.Next(4) != 0)
        {
            return bytes;
        }

        var at = Random.Next(bytes.Length + 1);
        byte[] inserted = [(byte)Random.Next(256)];
        return [.. bytes[..at], .. inserted, .. bytes[at..]];
    }

    private string Pick(string[] items) => items[Random.Next(items.Length)];
}
