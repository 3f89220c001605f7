using System.Text;
using Whorl.Bindings.Tests.Trip;
using Whorl.Bindings.Tests.Trip.Types;
using Whorl.Components.Abi;

namespace Whorl.Bindings.Tests.Hostile;

/// <summary>The host functions that hostile guests call; what they are given is kept.</summary>
internal sealed class TargetHost : Trip.Targets.IHost
{
    public object? Seen { get; private set; }

    public void TakeChar(Rune v) => Seen = v;

    public void TakeColor(Color v) => Seen = v;

    public void TakeShapeList(Shape[] v) => Seen = v;

    public void TakeLongs(ulong[] v) => Seen = v;

    public void TakeBytes(ReadOnlySpan<byte> v) => Seen = v.ToArray();

    public void TakeString(GuestString v) => Seen = v.ToString();

    public bool TakeBool(bool v)
    {
        Seen = v;
        return v;
    }

    public void TakeThing(IThing t) => Seen = t;

    public void EatThing(IThing t) => Seen = t;

    public string GiveString() => "given";

    public IThing MakeThing() => new Thing("made");
}
