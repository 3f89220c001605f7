namespace Whorl.Bindings.Binding;

/// <summary>A case of a variant, option or result.</summary>
/// <param name="Name">The C# name of the case.</param>
/// <param name="Accessor">The C# member that gives its value.</param>
/// <param name="Payload">The type of its value, or null.</param>
/// <param name="Docs">Doc comment, or empty.</param>
internal sealed record BoundCase(string Name, string Accessor, BoundType? Payload, string Docs);

/// <summary>A number that tells the case, and room for the value of any case.</summary>
internal abstract class TaggedType : BoundType
{
    public abstract IReadOnlyList<BoundCase> Cases { get; }

    public int TagSize => SizeOfTag(Cases.Count);

    public int PayloadOffset => Align(TagSize, Payloads.Select(p => p.Alignment).DefaultIfEmpty(1).Max());

    public sealed override int Size => Align(PayloadOffset + Payloads.Select(p => p.Size).DefaultIfEmpty(0).Max(), Alignment);

    public sealed override int Alignment => Math.Max(TagSize, Payloads.Select(p => p.Alignment).DefaultIfEmpty(1).Max());

    public sealed override int FlatCount => Math.Min(1 + Payloads.Select(p => p.FlatCount).DefaultIfEmpty(0).Max(), FlatCap);

    public sealed override bool Allocates => Payloads.Any(p => p.Allocates);

    public override string? Unsupported => Payloads.Select(p => p.Unsupported).FirstOrDefault(u => u is not null);

    private IEnumerable<BoundType> Payloads => Cases.Where(c => c.Payload is not null).Select(c => c.Payload!);

    public static int SizeOfTag(int cases) => cases <= 1 << 8 ? 1 : cases <= 1 << 16 ? 2 : 4;

    /// <summary>The C# expression that makes a value of a case.</summary>
    public abstract string Construct(int index, string? payload);

    /// <summary>The C# expression for the value of a case.</summary>
    public abstract string Extract(int index, string value);

    /// <summary>The C# expression for the number of the case of <paramref name="value"/>, as an unsigned integer type.</summary>
    public abstract string Tag(string value);
}

/// <summary>A variant, which is a C# struct with a kind.</summary>
internal sealed class VariantType(InterfaceBinding owner, string name, string kindName) : TaggedType
{
    public InterfaceBinding Owner { get; } = owner;

    public string Name { get; } = name;

    /// <summary>The C# enum of its cases.</summary>
    public string KindName { get; } = kindName;

    public List<BoundCase> VariantCases { get; } = [];

    public override IReadOnlyList<BoundCase> Cases => VariantCases;

    public override string CSharp => $"global::{Owner.Namespace}.{Name}";

    public override string Id => Name;

    public override string Construct(int index, string? payload) => $"{CSharp}.{Cases[index].Name}" + (payload is null ? "" : $"({payload})");

    /// <summary>The name of a case in the C# enum.</summary>
    public string Label(int index) => $"global::{Owner.Namespace}.{KindName}.{Cases[index].Name}";

    public override string Extract(int index, string value) => $"{value}.{Cases[index].Accessor}()";

    public override string Tag(string value) => $"({LabelType.Underlying(TagSize)}){value}.Kind";
}

/// <summary><c>option&lt;T&gt;</c>.</summary>
internal sealed class OptionType(BoundType element) : TaggedType
{
    public override IReadOnlyList<BoundCase> Cases { get; } = [new BoundCase("None", "", null, ""), new BoundCase("Some", "Value", element, "")];

    public override string CSharp => $"Option<{Cases[1].Payload!.CSharp}>";

    public override string Id => "OptionOf" + Cases[1].Payload!.Id;

    public override string Key => $"option<{Cases[1].Payload!.Key}>";

    public override string Construct(int index, string? payload) => index == 0 ? $"{CSharp}.None" : $"{CSharp}.Some({payload})";

    public override string Extract(int index, string value) => $"{value}.{Cases[index].Accessor}";

    public override string Tag(string value) => $"(byte)({value}.IsSome ? 1 : 0)";
}

/// <summary><c>result&lt;T, E&gt;</c>.</summary>
internal sealed class ResultType(BoundType? ok, BoundType? error) : TaggedType
{
    public override IReadOnlyList<BoundCase> Cases { get; } = [new BoundCase("Ok", "Value", ok, ""), new BoundCase("Err", "Error", error, "")];

    public override string CSharp => $"Result<{Name(0)}, {Name(1)}>";

    public override string Id => $"ResultOf{Cases[0].Payload?.Id ?? "Unit"}Or{Cases[1].Payload?.Id ?? "Unit"}";

    public override string Key => $"result<{Cases[0].Payload?.Key},{Cases[1].Payload?.Key}>";

    public override string Construct(int index, string? payload) => $"{CSharp}.{Cases[index].Name}({payload ?? "default"})";

    public override string Extract(int index, string value) => $"{value}.{Cases[index].Accessor}";

    public override string Tag(string value) => $"(byte)({value}.IsOk ? 0 : 1)";

    private string Name(int index) => Cases[index].Payload?.CSharp ?? "Unit";
}
