namespace Whorl.Fuzz.Binaries;

/// <summary>
/// Changes components at random. Most changes keep the section structure whole, so that they reach what lies behind it; a few break it.
/// The same seed makes the same changes.
/// </summary>
internal sealed class BinaryMutator(int seed)
{
    private const int MaxBytes = 1 << 16;

    private static readonly ulong[] s_numbers =
        [0, 1, 2, 3, 4, 7, 8, 16, 31, 32, 33, 63, 64, 65, 99, 100, 101, 127, 128, 255, 256, 1_000, 65_535, 65_536, 1 << 28, int.MaxValue, 1UL << 31, uint.MaxValue, 1UL << 32, ulong.MaxValue];

    private readonly Random _random = new(seed);

    /// <summary>A changed member of the corpus.</summary>
    public byte[] Next()
    {
        var root = Section.Parse(Pick(Corpus.All)).Copy();
        for (var changes = 1 + _random.Next(4); changes > 0; changes--)
        {
            root = Change(root);
        }

        var bytes = root.ToBytes();
        return bytes.Length > MaxBytes ? bytes[..MaxBytes] : _random.Next(12) == 0 ? Break(bytes) : bytes;
    }

    private Section Change(Section root)
    {
        var leaves = root.Tree().Where(s => s.Parts is null && s.Content.Length > 0).ToList();
        var parents = root.Tree().Where(s => s.Parts is { Count: > 0 }).ToList();
        switch (_random.Next(parents.Count == 0 ? 6 : 14))
        {
            case 0 or 1 when leaves.Count > 0:
                ChangeByte(Pick(leaves));
                break;
            case 2 or 3 when leaves.Count > 0:
                ChangeNumber(Pick(leaves));
                break;
            case 4 when leaves.Count > 0:
                MovePiece(Pick(leaves));
                break;
            case 5 when leaves.Count > 0:
                Repeat(Pick(leaves));
                break;
            case 6 or 7:
                Splice(Pick(parents));
                break;
            case 8:
                var twice = Pick(parents).Parts!;
                twice.Insert(_random.Next(twice.Count + 1), Pick(twice).Copy());
                break;
            case 9:
                var shrunk = Pick(parents).Parts!;
                shrunk.RemoveAt(_random.Next(shrunk.Count));
                break;
            case 10:
                var shuffled = Pick(parents).Parts!;
                var (a, b) = (_random.Next(shuffled.Count), _random.Next(shuffled.Count));
                (shuffled[a], shuffled[b]) = (shuffled[b], shuffled[a]);
                break;
            case 11:
                Nest(root);
                break;
            case 12:
                return root.Wrapped([.. root.Content]);
            case 13:
                Pick(root.Tree().Skip(1).ToList()).Id = (byte)_random.Next(14);
                break;
        }

        return root;
    }

    private void ChangeByte(Section leaf)
    {
        var at = _random.Next(leaf.Content.Length);
        leaf.Content[at] = _random.Next(3) switch
        {
            0 => (byte)_random.Next(256),
            1 => (byte)(leaf.Content[at] ^ (1 << _random.Next(8))),
            _ => (byte)(leaf.Content[at] + _random.Next(-2, 3)),
        };
    }

    /// <summary>Writes another number, of any length, where there may be one.</summary>
    private void ChangeNumber(Section leaf)
    {
        var start = _random.Next(leaf.Content.Length);
        var end = start;
        if (!Leb128.TryRead(leaf.Content, ref end, out var value))
        {
            return;
        }

        var number = new List<byte>();
        Leb128.Write(number, _random.Next(2) == 0 ? Pick(s_numbers) : value + (ulong)_random.Next(-2, 3));
        leaf.Content = [.. leaf.Content[..start], .. number, .. leaf.Content[end..]];
    }

    private void MovePiece(Section leaf)
    {
        var (from, to) = (_random.Next(leaf.Content.Length), _random.Next(leaf.Content.Length));
        var piece = leaf.Content[from..Math.Min(leaf.Content.Length, from + 1 + _random.Next(24))];
        var end = _random.Next(2) == 0 ? to : Math.Min(leaf.Content.Length, to + piece.Length);
        leaf.Content = [.. leaf.Content[..to], .. piece, .. leaf.Content[end..]];
    }

    /// <summary>Repeats the items of a section: the count in front is made to fit.</summary>
    private void Repeat(Section leaf)
    {
        var at = 0;
        var times = 1 + _random.Next(40);
        if (!Leb128.TryRead(leaf.Content, ref at, out var count) || leaf.Content.Length * times > MaxBytes)
        {
            return;
        }

        var bytes = new List<byte>();
        Leb128.Write(bytes, count * (ulong)times);
        for (var i = 0; i < times; i++)
        {
            bytes.AddRange(leaf.Content[at..]);
        }

        leaf.Content = [.. bytes];
    }

    private void Splice(Section parent)
    {
        var donors = Section.Parse(Pick(Corpus.All)).Tree().Skip(1).ToList();
        if (donors.Count > 0)
        {
            parent.Parts!.Insert(_random.Next(parent.Parts.Count + 1), Pick(donors).Copy());
        }
    }

    /// <summary>Puts a component into itself and instantiates it, which doubles what there is to plan each time.</summary>
    private static void Nest(Section root)
    {
        const byte Instances = 5;
        root.Parts!.Insert(0, root.Copy());
        root.Parts.Insert(1, Section.Leaf(Instances, [2, 0, 0, 0, 0, 0, 0]));
    }

    private byte[] Break(byte[] bytes)
    {
        if (_random.Next(2) == 0)
        {
            return bytes[.._random.Next(bytes.Length)];
        }

        byte[] broken = [.. bytes];
        if (broken.Length > 0)
        {
            broken[_random.Next(broken.Length)] = (byte)_random.Next(256);
        }

        return broken;
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];
}
