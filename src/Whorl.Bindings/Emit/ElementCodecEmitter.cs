using Whorl.Bindings.Binding;
using Whorl.Bindings.Naming;

namespace Whorl.Bindings.Emit;

/// <summary>Writes how an element of a stream or future is lifted and lowered.</summary>
internal static class ElementCodecEmitter
{
    public static void Emit(SourceWriter writer, CodecSet codecs, InterfaceBinding owner, ChannelType channel, string name)
    {
        var element = channel.Element!;
        var className = owner.GlueNames.Take(name + "Codec");
        writer.Line($"internal static readonly ElementCodec<{element.CSharp}> {name} = new {className}();");
        writer.Line();
        writer.Open($"private sealed class {className}() : ElementCodec<{element.CSharp}>({CSharpName.Literal(channel.ElementSignature)}, {element.Size}, {element.Alignment})");
        writer.Open($"public override {element.CSharp} Load(CanonicalContext cx, uint at)");
        writer.Line("var memory = cx.Memory;");
        writer.Line($"return {new LiftEmitter(codecs, owner).Read(element, new Place("at"))};");
        writer.Close();
        writer.Line();
        writer.Open($"public override void Store(CanonicalContext cx, uint at, {element.CSharp} value)");
        writer.Line(new LowerEmitter(codecs, owner).Write(element, "cx.Memory", new Place("at"), "value"));
        writer.Close();
        writer.Close();
    }
}
