using System.Text;
using static Whorl.Wasmtime.Interop.Libwasmtime;

namespace Whorl.Wasmtime;

/// <summary>WebAssembly's text format.</summary>
public static unsafe class Wat
{
    /// <summary>Turns the text of a module or of a component into its binary form.</summary>
    /// <param name="wat">The text.</param>
    /// <returns>The binary.</returns>
    /// <exception cref="WasmException">The text is not valid; the message names line and column.</exception>
    public static byte[] ToWasm(string wat)
    {
        ArgumentNullException.ThrowIfNull(wat);
        EngineLibrary.Ensure();
        var utf8 = Encoding.UTF8.GetBytes(wat);
        wasm_byte_vec_t result;

        // SAFETY: the text is pinned for the call; on success the result is ours until it is deleted.
        fixed (byte* text = utf8)
        {
            EngineError.ThrowIf(wasmtime_wat2wasm(text, (nuint)utf8.Length, &result), "The WebAssembly text could not be read");
        }

        return EngineError.Take(&result);
    }
}
