using System.Text;
using Whorl.Bindings.Tests.Trip.Types;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;

namespace Whorl.Bindings.Tests.Trip;

/// <summary>The host's side: gives back what it is given.</summary>
internal sealed class Echo : There.IHost, IHost
{
    /// <summary>How often <see cref="Nothing"/> was called.</summary>
    public int Calls { get; private set; }

    public void Nothing() => Calls++;

    public bool EchoBool(bool v) => v;

    public byte EchoU8(byte v) => v;

    public sbyte EchoS8(sbyte v) => v;

    public ushort EchoU16(ushort v) => v;

    public short EchoS16(short v) => v;

    public uint EchoU32(uint v) => v;

    public int EchoS32(int v) => v;

    public ulong EchoU64(ulong v) => v;

    public long EchoS64(long v) => v;

    public float EchoF32(float v) => v;

    public double EchoF64(double v) => v;

    public Rune EchoChar(Rune v) => v;

    public string EchoString(GuestString v) => v.ToString();

    public ReadOnlyMemory<byte> EchoBytes(ReadOnlySpan<byte> v) => v.ToArray();

    public Color EchoColor(Color v) => v;

    public One EchoOne(One v) => v;

    public Eight EchoEight(Eight v) => v;

    public Nine EchoNine(Nine v) => v;

    public Seventeen EchoSeventeen(Seventeen v) => v;

    public AllBits EchoAllBits(AllBits v) => v;

    public (One, Eight, Nine, Seventeen, AllBits) EchoFlags((One, Eight, Nine, Seventeen, AllBits) v) => v;

    public Point EchoPoint(Point v) => v;

    public Scalars EchoScalars(Scalars v) => v;

    public Person EchoPerson(Person v) => v;

    public Shape EchoShape(Shape v) => v;

    public Shape[] EchoShapes(Shape[] v) => v;

    public Option<uint> EchoOption(Option<uint> v) => v;

    public Option<Option<string>> EchoNestedOption(Option<Option<string>> v) => v;

    public Option<ReadOnlyMemory<byte>> EchoOptionBytes(Option<byte[]> v) =>
        v.TryGet(out var bytes) ? Option<ReadOnlyMemory<byte>>.Some(bytes) : Option<ReadOnlyMemory<byte>>.None;

    public Result<Point, string> EchoResult(Result<Point, string> v) => v;

    public Result<Unit, Unit> EchoBareResult(Result<Unit, Unit> v) => v;

    public Result<ulong, Unit> EchoOkResult(Result<ulong, Unit> v) => v;

    public Result<Unit, float> EchoErrorResult(Result<Unit, float> v) => v;

    public (byte, string, float) EchoTuple((byte, string, float) v) => v;

    public ValueTuple<Rune> EchoSingleTuple(ValueTuple<Rune> v) => v;

    public (byte, byte, byte, byte, byte, byte, byte, byte, ulong) EchoLongTuple((byte, byte, byte, byte, byte, byte, byte, byte, ulong) v) => v;

    public uint[] EchoNumbers(uint[] v) => v;

    public double[] EchoDoubles(double[] v) => v;

    public bool[] EchoBools(bool[] v) => v;

    public Rune[] EchoChars(Rune[] v) => v;

    public string[] EchoStrings(string[] v) => v;

    public Point[] EchoPoints(Point[] v) => v;

    public Person[] EchoPeople(Person[] v) => v;

    public ushort[][][] EchoLists(ushort[][][] v) => v;

    public byte[][] EchoByteLists(byte[][] v) => v;

    public Option<(byte, ulong)>[] EchoOptions(Option<(byte, ulong)>[] v) => v;

    public string Sixteen(
        ulong a, float b, GuestString c, ReadOnlySpan<byte> d, Point e, Option<double> f, byte g, byte h, byte i, byte j, Result<uint, float> k) =>
        FormattableString.Invariant($"{a} {b} {c.ToString()} {Convert.ToHexString(d)} {e} {f} {g} {h} {i} {j} {k}");

    public string SeventeenFlat(
        ulong a, float b, GuestString c, ReadOnlySpan<byte> d, Point e, Option<double> f, byte g, byte h, byte i, byte j, Result<uint, float> k,
        Rune l) =>
        Sixteen(a, b, c, d, e, f, g, h, i, j, k) + " " + l;

    public IThing Pass(IThing t) => t;

    public IThing[] PassAll(IThing[] t) => t;

    public Result<IThing, (uint, Option<IThing>)> PassMaybe(Option<IThing> t) => t.TryGet(out var thing)
        ? Result<IThing, (uint, Option<IThing>)>.Ok(thing)
        : Result<IThing, (uint, Option<IThing>)>.Err((7, t));

    public string Look(IThing t) => t.Name();

    public IThing NewThing(GuestString name) => new Thing(name.ToString());

    public Result<IThing, string> ThingParse(GuestString text) =>
        text.IsEmpty ? "nothing to parse" : Result<IThing, string>.Ok(new Thing(text.ToString()));

    public int ThingCompare(IThing left, IThing right) => string.CompareOrdinal(left.Name(), right.Name());
}
