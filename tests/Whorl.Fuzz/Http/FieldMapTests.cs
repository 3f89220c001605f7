using System.Text;
using Whorl.Wasi;
using Whorl.Wasi.Http;

namespace Whorl.Fuzz.Http;

/// <summary>Whatever a guest does to header fields, they are as a plain list would be, and nothing gets in that could not go over the wire.</summary>
public sealed class FieldMapTests
{
    private const int Maps = 60;
    private const int Steps = 40;

    public static TheoryData<int> Seeds => FuzzRun.Seeds;

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Fields_ChangedAtRandom_AreAsAPlainListWouldBe(int seed)
    {
        var head = new RandomHead(seed);
        for (var map = FuzzRun.Times(Maps); map > 0; map--)
        {
            using var context = new WasiContext(new WasiContextOptions { Limits = new WasiLimits { HeaderBytes = 2_000 } });
            var fields = new FieldMap(context);
            var model = new List<(string Name, string Value)>();
            for (var step = 0; step < Steps; step++)
            {
                Change(head, ref fields, model);
                Assert.Equal(model, fields.List.Select(f => (f.Name, f.Text)));
                Assert.Equal(model.Sum(f => f.Name.Length + f.Value.Length + HeaderList.FieldOverhead), fields.List.ByteCount);
                Assert.InRange(fields.List.ByteCount, 0, 2_000);
                Assert.All(fields.List, CheckCanBeSent);
            }
        }
    }

    private static void Change(RandomHead head, ref FieldMap fields, List<(string Name, string Value)> model)
    {
        var name = head.Name();
        var text = Encoding.Latin1.GetString(name);
        switch (head.Random.Next(6))
        {
            case 0 or 1:
                var value = head.Value();
                if (fields.Append(name, value) is null)
                {
                    model.Add((text, Encoding.Latin1.GetString(value)));
                }

                break;
            case 2:
                byte[][] values = [.. Enumerable.Range(0, head.Random.Next(3)).Select(_ => head.Value())];
                var error = fields.Set(name, values);
                if (error is null)
                {
                    model.RemoveAll(f => Same(f.Name, text));
                    model.AddRange(values.Select(v => (text, Encoding.Latin1.GetString(v))));
                }
                else if (error == FieldError.TooLarge)
                {
                    // As many values as there is room for.
                    model.RemoveAll(f => Same(f.Name, text));
                    model.AddRange(values.Take(fields.Values(text).Length).Select(v => (text, Encoding.Latin1.GetString(v))));
                }

                break;
            case 3 when fields.Delete(name) is null:
                model.RemoveAll(f => Same(f.Name, text));
                break;
            case 4:
                Assert.Equal(model.Where(f => Same(f.Name, text)).Select(f => f.Value), fields.Values(text).Select(Encoding.Latin1.GetString));
                break;
            case 5:
                var clone = fields.Clone();
                fields.Freeze();
                Assert.Equal(FieldError.Immutable, fields.Append("a"u8, "b"u8));
                fields.Release();
                fields = clone;
                break;
        }
    }

    private static void CheckCanBeSent(HeaderField field)
    {
        Assert.Matches("^[!#$%&'*+\\-.^_`|~0-9A-Za-z]+$", field.Name);
        Assert.DoesNotMatch("[\0-\x08\n-\x1f\x7f]", field.Text);
        Assert.DoesNotContain(field.Name.ToLowerInvariant(), (string[])["host", "connection", "transfer-encoding", "upgrade", "keep-alive"]);
    }

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
