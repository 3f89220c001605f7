using System.Collections.Immutable;
using Whorl.Wasmtime;

namespace Whorl.Fuzz.Binaries;

/// <summary>
/// The binaries that mutations start from: the components of other tests, one that a toolchain made, and <c>Seeds</c>. There, <c>.wat</c> is
/// text, and <c>.hex</c> spells the bytes of an input that once failed.
/// </summary>
internal static class Corpus
{
    private const string CaseSeparator = "\n;; ";

    public static ImmutableArray<byte[]> All { get; } = Read();

    private static ImmutableArray<byte[]> Read()
    {
        var folder = AppContext.BaseDirectory;
        return
        [
            .. Files(Path.Combine(folder, "Corpus"), "*.wat").Concat(Files(Path.Combine(folder, "Seeds"), "*.wat")).SelectMany(ReadText),
            .. Files(Path.Combine(folder, "Corpus"), "*.wasm").Select(File.ReadAllBytes),
            .. Files(Path.Combine(folder, "Seeds"), "*.hex").Select(file => Convert.FromHexString(File.ReadAllText(file).ReplaceLineEndings(""))),
        ];
    }

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.GetFiles(folder, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    // A file may hold several components, each below a comment.
    private static IEnumerable<byte[]> ReadText(string file)
    {
        foreach (var part in File.ReadAllText(file).Split(CaseSeparator))
        {
            var at = part.IndexOf("(component", StringComparison.Ordinal);
            if (at >= 0 && TryConvert(part[at..]) is { } bytes)
            {
                yield return bytes;
            }
        }
    }

    // Some tests are about text that has no binary form.
    private static byte[]? TryConvert(string text)
    {
        try
        {
            return Wat.ToWasm(text);
        }
        catch (WasmException)
        {
            return null;
        }
    }
}
