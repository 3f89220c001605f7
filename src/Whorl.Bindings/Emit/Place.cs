namespace Whorl.Bindings.Emit;

/// <summary>An address in generated code: an expression and a constant.</summary>
internal readonly record struct Place(string Base, int Offset = 0)
{
    public Place Plus(int offset) => this with { Offset = Offset + offset };

    public override string ToString() => Offset == 0 ? Base : $"{Base} + {Offset}";
}
