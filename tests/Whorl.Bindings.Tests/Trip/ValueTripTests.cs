using System.Text;
using Whorl.Bindings.Tests.Trip.Types;
using Whorl.Components.Hosting;

namespace Whorl.Bindings.Tests.Trip;

public sealed class ValueTripTests : IDisposable
{
    private static readonly Person s_person = new("Ada", [0, 1, 255], (byte)36, new Point(-1, 0.5), ["first", "", "grüße \U0001F600"]);
    private readonly TripFixture _trip = new();

    public void Dispose() => _trip.Dispose();

    [Fact]
    public void Scalars_ExtremeValues_ComeBack()
    {
        var (export, guest) = (_trip.Export, _trip.Instance);

        Assert.Equal([true, false], new[] { true, false }.Select(v => export.EchoBool(guest, v)));
        Assert.Equal([byte.MinValue, byte.MaxValue], new[] { byte.MinValue, byte.MaxValue }.Select(v => export.EchoU8(guest, v)));
        Assert.Equal([sbyte.MinValue, sbyte.MaxValue], new[] { sbyte.MinValue, sbyte.MaxValue }.Select(v => export.EchoS8(guest, v)));
        Assert.Equal(ushort.MaxValue, export.EchoU16(guest, ushort.MaxValue));
        Assert.Equal([short.MinValue, short.MaxValue], new[] { short.MinValue, short.MaxValue }.Select(v => export.EchoS16(guest, v)));
        Assert.Equal(uint.MaxValue, export.EchoU32(guest, uint.MaxValue));
        Assert.Equal([int.MinValue, int.MaxValue], new[] { int.MinValue, int.MaxValue }.Select(v => export.EchoS32(guest, v)));
        Assert.Equal(ulong.MaxValue, export.EchoU64(guest, ulong.MaxValue));
        Assert.Equal([long.MinValue, long.MaxValue], new[] { long.MinValue, long.MaxValue }.Select(v => export.EchoS64(guest, v)));
        Assert.Equal([float.Epsilon, float.NegativeInfinity, -0f], new[] { float.Epsilon, float.NegativeInfinity, -0f }.Select(v => export.EchoF32(guest, v)));
        Assert.True(double.IsNaN(export.EchoF64(guest, double.NaN)));
        Assert.Equal(new Rune(0x10FFFF), export.EchoChar(guest, new Rune(0x10FFFF)));
    }

    [Fact]
    public void Function_NoParametersAndNoResult_IsCalled()
    {
        _trip.Export.Nothing(_trip.Instance);

        Assert.Equal(1, _trip.Echo.Calls);
    }

    [Theory]
    [InlineData("utf8")]
    [InlineData("utf16")]
    [InlineData("latin1+utf16")]
    public void Strings_AnyEncoding_ComeBack(string encoding)
    {
        using var trip = new TripFixture(encoding);
        string[] texts = ["", "plain", "naïve café", "日本語", "\U0001F600\0end"];

        foreach (var text in texts)
        {
            Assert.Equal(text, trip.Export.EchoString(trip.Instance, text));
        }

        Assert.Equal(texts, trip.Export.EchoStrings(trip.Instance, texts));
        Assert.Equal(s_person.Tags, trip.Export.EchoPerson(trip.Instance, s_person).Tags);
    }

    [Fact]
    public void Bytes_EmptyAndLong_ComeBack()
    {
        var bytes = Enumerable.Range(0, 100_000).Select(i => (byte)i).ToArray();

        Assert.Empty(_trip.Export.EchoBytes(_trip.Instance, []));
        Assert.Equal(bytes, _trip.Export.EchoBytes(_trip.Instance, bytes));
        Assert.Equal(bytes, _trip.Export.EchoOptionBytes(_trip.Instance, bytes).Value);
        Assert.False(_trip.Export.EchoOptionBytes(_trip.Instance, Option<byte[]>.None).IsSome);
    }

    [Fact]
    public void Flags_EveryWidth_ComeBack()
    {
        Assert.Equal(One.A, _trip.Export.EchoOne(_trip.Instance, One.A));
        Assert.Equal(Eight.A | Eight.H, _trip.Export.EchoEight(_trip.Instance, Eight.A | Eight.H));
        Assert.Equal(Nine.I, _trip.Export.EchoNine(_trip.Instance, Nine.I));
        Assert.Equal(Seventeen.A | Seventeen.Q, _trip.Export.EchoSeventeen(_trip.Instance, Seventeen.A | Seventeen.Q));
        Assert.Equal(AllBits.B31 | AllBits.B0, _trip.Export.EchoAllBits(_trip.Instance, AllBits.B31 | AllBits.B0));
        var all = (One.A, Eight.C, Nine.D | Nine.I, Seventeen.Q, (AllBits)uint.MaxValue);
        Assert.Equal(all, _trip.Export.EchoFlags(_trip.Instance, all));
    }

    [Fact]
    public void Flags_BitsWithoutName_AreLeftOut()
    {
        Assert.Equal(Nine.A, _trip.Export.EchoNine(_trip.Instance, Nine.A | (Nine)0x8000));
    }

    [Fact]
    public void Records_FlatAndInMemory_ComeBack()
    {
        var scalars = new Scalars(true, 1, -2, 3, -4, 5, -6, 7, -8, 9.5f, -10.25, new Rune('ü'));

        Assert.Equal(new Point(-7, double.MaxValue), _trip.Export.EchoPoint(_trip.Instance, new Point(-7, double.MaxValue)));
        Assert.Equal(scalars, _trip.Export.EchoScalars(_trip.Instance, scalars));
        AssertSame(s_person, _trip.Export.EchoPerson(_trip.Instance, s_person));
        var other = s_person with { Age = Option<byte>.None, Tags = [] };
        Assert.Collection(
            _trip.Export.EchoPeople(_trip.Instance, [s_person, other]),
            person => AssertSame(s_person, person),
            person => AssertSame(other, person));
    }

    [Fact]
    public void Variants_EveryCase_ComeBack()
    {
        Shape[] shapes =
        [
            Shape.None, Shape.Number(uint.MaxValue), Shape.Wide(long.MinValue), Shape.Single(-1.5f), Shape.Double(double.Epsilon), Shape.Text("text"),
            Shape.At(new Point(3, 4)), Shape.Hue(Color.Blue), Shape.Wrapped(ulong.MaxValue), Shape.Wrapped(Option<ulong>.None),
        ];

        Assert.Equal(shapes, shapes.Select(s => _trip.Export.EchoShape(_trip.Instance, s)));
        Assert.Equal(shapes, _trip.Export.EchoShapes(_trip.Instance, shapes));
        var many = _trip.Export.EchoShape(_trip.Instance, Shape.Many([ShapeTag.Large, ShapeTag.Small]));
        Assert.Equal([ShapeTag.Large, ShapeTag.Small], many.AsMany());
    }

    [Fact]
    public void Enums_EveryCase_ComeBack()
    {
        Assert.Equal(Enum.GetValues<Color>(), Enum.GetValues<Color>().Select(c => _trip.Export.EchoColor(_trip.Instance, c)));
    }

    [Fact]
    public void Options_EveryDepth_ComeBack()
    {
        Option<Option<string>>[] nested = [Option<Option<string>>.None, Option<Option<string>>.Some(Option<string>.None), Option<Option<string>>.Some("x")];

        Assert.Equal(5u, _trip.Export.EchoOption(_trip.Instance, 5u));
        Assert.Equal(Option<uint>.None, _trip.Export.EchoOption(_trip.Instance, Option<uint>.None));
        Assert.Equal(nested, nested.Select(v => _trip.Export.EchoNestedOption(_trip.Instance, v)));
    }

    [Fact]
    public void Results_BothCases_ComeBack()
    {
        Result<Point, string>[] results = [new Point(1, 2), "error"];
        Result<Unit, Unit>[] bare = [Result<Unit, Unit>.Ok(default), Result<Unit, Unit>.Err(default)];
        Result<ulong, Unit>[] ok = [ulong.MaxValue, default(Unit)];
        Result<Unit, float>[] error = [default(Unit), -2.5f];

        Assert.Equal(results, results.Select(v => _trip.Export.EchoResult(_trip.Instance, v)));
        Assert.Equal(bare, bare.Select(v => _trip.Export.EchoBareResult(_trip.Instance, v)));
        Assert.Equal(ok, ok.Select(v => _trip.Export.EchoOkResult(_trip.Instance, v)));
        Assert.Equal(error, error.Select(v => _trip.Export.EchoErrorResult(_trip.Instance, v)));
    }

    [Fact]
    public void Tuples_AnyLength_ComeBack()
    {
        Assert.Equal((9, "nine", 9.5f), _trip.Export.EchoTuple(_trip.Instance, (9, "nine", 9.5f)));
        Assert.Equal(new Rune('ß'), _trip.Export.EchoSingleTuple(_trip.Instance, new ValueTuple<Rune>(new Rune('ß'))).Item1);
        Assert.Equal((1, 2, 3, 4, 5, 6, 7, 8, 9ul), _trip.Export.EchoLongTuple(_trip.Instance, (1, 2, 3, 4, 5, 6, 7, 8, 9)));
    }

    [Fact]
    public void Lists_OfEverything_ComeBack()
    {
        Assert.Equal([1u, uint.MaxValue], _trip.Export.EchoNumbers(_trip.Instance, [1, uint.MaxValue]));
        Assert.Equal([1.5, double.PositiveInfinity], _trip.Export.EchoDoubles(_trip.Instance, [1.5, double.PositiveInfinity]));
        Assert.Equal([true, false, true], _trip.Export.EchoBools(_trip.Instance, [true, false, true]));
        Assert.Equal([new Rune('a'), new Rune(0x1F600)], _trip.Export.EchoChars(_trip.Instance, [new Rune('a'), new Rune(0x1F600)]));
        Assert.Equal([new Point(1, 2), new Point(3, 4)], _trip.Export.EchoPoints(_trip.Instance, [new Point(1, 2), new Point(3, 4)]));
        Assert.Equal<ushort[][]>([[[1, 2], []], []], _trip.Export.EchoLists(_trip.Instance, [[[1, 2], []], []]));
        Assert.Equal<byte[]>([[1], [], [2, 3]], _trip.Export.EchoByteLists(_trip.Instance, [[1], [], [2, 3]]));
        Option<(byte, ulong)>[] options = [(1, 2), Option<(byte, ulong)>.None, (3, ulong.MaxValue)];
        Assert.Equal(options, _trip.Export.EchoOptions(_trip.Instance, options));
        Assert.Empty(_trip.Export.EchoNumbers(_trip.Instance, []));
    }

    [Fact]
    public void Parameters_SixteenFlatValues_ArriveInOrder()
    {
        var text = _trip.Export.Sixteen(_trip.Instance, 1, 2.5f, "three", [4, 5], new Point(6, 7), 8.5, 9, 10, 11, 12, Result<uint, float>.Err(13.5f));

        Assert.Equal("1 2.5 three 0405 Point { X = 6, Y = 7 } some(8.5) 9 10 11 12 error(13.5)", text);
    }

    [Fact]
    public void Parameters_SeventeenFlatValues_ArriveThroughMemory()
    {
        var text = _trip.Export.SeventeenFlat(
            _trip.Instance, 1, 2.5f, "three", [4, 5], new Point(6, 7), Option<double>.None, 9, 10, 11, 12, Result<uint, float>.Ok(13), new Rune('!'));

        Assert.Equal("1 2.5 three 0405 Point { X = 6, Y = 7 } none 9 10 11 12 ok(13) !", text);
    }

    private static void AssertSame(Person expected, Person actual)
    {
        Assert.Equal((expected.Name, expected.Age, expected.Home), (actual.Name, actual.Age, actual.Home));
        Assert.Equal(expected.Data, actual.Data);
        Assert.Equal(expected.Tags, actual.Tags);
    }
}
