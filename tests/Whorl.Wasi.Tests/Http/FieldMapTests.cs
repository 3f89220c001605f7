using Whorl.Wasi.Http;

namespace Whorl.Wasi.Tests.Http;

public sealed class FieldMapTests : IDisposable
{
    private readonly WasiContext _context = new(new WasiContextOptions { Limits = new WasiLimits { HeaderBytes = 200, HostBytes = 5000 } });

    public void Dispose() => _context.Dispose();

    [Fact]
    public void Append_NamesInAnyCase_KeepsOrderAndSpelling()
    {
        var fields = new FieldMap(_context);
        Assert.Null(fields.Append("B"u8, "1"u8));
        Assert.Null(fields.Append("a"u8, "2"u8));
        Assert.Null(fields.Append("b"u8, "3"u8));
        Assert.Equal(["B=1", "a=2", "b=3"], Entries(fields));
        Assert.True(fields.List.Contains("A"));
    }

    [Fact]
    public void Set_NameThatIsThere_ReplacesAllItsValues()
    {
        var fields = new FieldMap(_context);
        fields.Append("a"u8, "1"u8);
        fields.Append("b"u8, "2"u8);
        fields.Append("A"u8, "3"u8);
        Assert.Null(fields.Set("a"u8, ["x"u8.ToArray(), "y"u8.ToArray()]));
        Assert.Equal(["b=2", "a=x", "a=y"], Entries(fields));
        Assert.Null(fields.Set("a"u8, []));
        Assert.Equal(["b=2"], Entries(fields));
    }

    [Fact]
    public void Changes_WithBadSyntax_AreRefusedAndChangeNothing()
    {
        var fields = new FieldMap(_context);
        fields.Append("a"u8, "1"u8);
        Assert.Equal(FieldError.InvalidSyntax, fields.Append("a b"u8, "1"u8));
        Assert.Equal(FieldError.InvalidSyntax, fields.Append("a"u8, "1\r\n2"u8));
        Assert.Equal(FieldError.InvalidSyntax, fields.Set(""u8, []));
        Assert.Equal(FieldError.InvalidSyntax, fields.Set("a"u8, ["ok"u8.ToArray(), "\n"u8.ToArray()]));
        Assert.Equal(FieldError.InvalidSyntax, fields.Delete("ä"u8));
        Assert.Equal(FieldError.Forbidden, fields.Append("Host"u8, "x"u8));
        Assert.Equal(FieldError.Forbidden, fields.Set("connection"u8, []));
        Assert.Equal(FieldError.Forbidden, fields.Delete("upgrade"u8));
        Assert.Equal(["a=1"], Entries(fields));
    }

    [Fact]
    public void Changes_OfFrozenFields_AreRefusedAndAClonesAreNot()
    {
        var fields = new FieldMap(_context);
        fields.Append("a"u8, "1"u8);
        fields.Freeze();
        Assert.Equal(FieldError.Immutable, fields.Append("b"u8, "1"u8));
        Assert.Equal(FieldError.Immutable, fields.Set("b"u8, []));
        Assert.Equal(FieldError.Immutable, fields.Delete("a"u8));
        FieldMap clone = fields.Clone();
        Assert.Null(clone.Append("b"u8, "1"u8));
        Assert.Equal(["a=1"], Entries(fields));
    }

    [Fact]
    public void Append_BeyondTheLimitOfOneList_IsTooLarge()
    {
        var fields = new FieldMap(_context);
        Assert.Null(fields.Append("a"u8, new string('x', 100).Select(c => (byte)c).ToArray()));
        Assert.Equal(133, fields.List.ByteCount);
        Assert.Equal(FieldError.TooLarge, fields.Append("b"u8, new string('x', 35).Select(c => (byte)c).ToArray()));
        Assert.Null(fields.Append("b"u8, new string('x', 34).Select(c => (byte)c).ToArray()));
    }

    [Fact]
    public void Append_ManyListsBeyondTheirSum_EndsTheInstance()
    {
        var lists = new List<FieldMap>();
        var e = Assert.Throws<WasiLimitException>(() =>
        {
            while (lists.Count < 100)
            {
                var fields = new FieldMap(_context);
                lists.Add(fields);
                fields.Append("a"u8, "x"u8);
            }
        });
        Assert.Equal(("host-bytes", 5000), (e.Limit.Name, e.Limit.Value));
        Assert.Contains("host-bytes of 5000", e.Message, StringComparison.Ordinal);
        Assert.Equal(5000 / (256 + 34), lists.Count);
    }

    [Fact]
    public void Release_OfLists_GivesTheirBytesBack()
    {
        for (int i = 0; i < 100; i++)
        {
            var fields = new FieldMap(_context);
            fields.Append("a"u8, "x"u8);
            fields.Release();
        }
    }

    [Fact]
    public void FromIncoming_ForbiddenFields_AreLeftOut()
    {
        var list = new HeaderList { { "host", "h" }, { "a", "1" }, { "connection", "close" }, { "b", "2" }, { "connection", "x" } };
        FieldMap fields = FieldMap.FromIncoming(_context, list);
        Assert.Equal(["a=1", "b=2"], Entries(fields));
        Assert.True(fields.IsImmutable);
        Assert.Equal(2 * (1 + 1 + HeaderList.FieldOverhead), fields.List.ByteCount);
    }

    [Fact]
    public void FromIncoming_HostOfARequest_CanBeSeenButNotPassedOn()
    {
        var list = new HeaderList { { "host", "h" }, { "a", "1" }, { "connection", "close" } };
        FieldMap fields = FieldMap.FromIncoming(_context, list, keepsHost: true);
        Assert.Equal(["host=h", "a=1"], Entries(fields));
        Assert.Equal(["a=1"], Entries(fields.Clone()));
        Assert.Equal(["a"], fields.Settable().Select(f => f.Name));
    }

    private static IEnumerable<string> Entries(FieldMap fields) => fields.List.Select(f => $"{f.Name}={f.Text}");
}
