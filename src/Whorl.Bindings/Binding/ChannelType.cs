namespace Whorl.Bindings.Binding;

/// <summary><c>stream&lt;T&gt;</c> or <c>future&lt;T&gt;</c>: the readable end of one.</summary>
/// <param name="isStream">Whether it is a stream.</param>
/// <param name="element">What it carries; null for nothing.</param>
/// <param name="signature">The canonical text of the element type; empty for none.</param>
internal sealed class ChannelType(bool isStream, BoundType? element, string signature) : BoundType
{
    public BoundType? Element { get; } = element;

    public string ElementSignature { get; } = signature;

    public override string CSharp => $"{(isStream ? "ComponentStream" : "ComponentFuture")}<{Element?.CSharp ?? "Unit"}>";

    public override string Id => $"{(isStream ? "Stream" : "Future")}Of{Element?.Id ?? "Unit"}";

    public override string Key => $"{(isStream ? "stream" : "future")}<{Element?.Key}>";

    public override int Size => 4;

    public override int Alignment => 4;

    public override int FlatCount => 1;

    public override bool IsReference => true;

    public override string? Unsupported => Element?.Unsupported;

    /// <summary>The ready-made codec of the element type; null when one has to be written.</summary>
    public string? KnownCodec => Element switch
    {
        null => "ElementCodecs.Unit",
        ScalarType scalar => "ElementCodecs." + scalar.Id,
        StringType => "ElementCodecs.String",
        _ => null,
    };

    public string Lift(string number, string codec) => $"cx.Take{(isStream ? "Stream" : "Future")}({number}, {codec})";

    public string Lower(string value, string codec) => $"cx.Give{(isStream ? "Stream" : "Future")}({value}, {codec})";
}
