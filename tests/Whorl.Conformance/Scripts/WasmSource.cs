using System.Text;
using Whorl.Wasmtime;

namespace Whorl.Conformance.Scripts;

/// <summary>A module or component as a script holds it: as text, as quoted text or as bytes.</summary>
internal abstract record WasmSource(bool IsComponent)
{
    /// <summary>The binary form.</summary>
    /// <exception cref="WasmException">The text has no binary form.</exception>
    public abstract byte[] ToBinary();
}

internal sealed record BinarySource(bool IsComponent, byte[] Bytes) : WasmSource(IsComponent)
{
    public override byte[] ToBinary() => Bytes;
}

internal sealed record TextSource(bool IsComponent, string Text) : WasmSource(IsComponent)
{
    public override byte[] ToBinary() => Wat.ToWasm(Text);
}

/// <summary>Text that the script quotes because it may not even be well-formed.</summary>
internal sealed record QuotedSource(bool IsComponent, byte[] Bytes) : WasmSource(IsComponent)
{
    private static readonly UTF8Encoding s_strictUtf8 = new(false, throwOnInvalidBytes: true);

    public override byte[] ToBinary()
    {
        try
        {
            var text = s_strictUtf8.GetString(Bytes);
            return Wat.ToWasm(IsComponent ? $"(component {text})" : text);
        }
        catch (DecoderFallbackException e)
        {
            throw new WasmException($"the quoted text is not valid UTF-8: {e.Message}");
        }
    }
}
