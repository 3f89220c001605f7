using System.Collections.Immutable;
using System.Text;
using static Whorl.Wasmtime.Interop.Libwasmtime;

namespace Whorl.Wasmtime;

/// <summary>Turns the engine's errors and traps into exceptions. Every native error and trap is released here.</summary>
internal static unsafe class EngineError
{
    private const string CausedBy = "\n\nCaused by:\n";

    /// <summary>Frames kept of a back-trace: enough to find the fault, few enough that endless recursion costs little.</summary>
    private const int MaxFrames = 64;

    public static void ThrowIf(wasmtime_error_t* error, string what)
    {
        if (error != null)
        {
            throw ToException(error, what);
        }
    }

    public static WasmException ToException(wasmtime_error_t* error, string what)
    {
        // SAFETY: the error is ours; the frames point into it and are released before it is.
        wasm_byte_vec_t text;
        wasm_frame_vec_t trace;
        wasmtime_error_message(error, &text);
        wasmtime_error_wasm_trace(error, &trace);
        var frames = TakeFrames(&trace);
        wasmtime_error_delete(error);
        return new WasmException($"{what}: {RootCause(TakeString(&text))}") { Frames = frames };
    }

    public static TrapException ToException(wasm_trap_t* trap)
    {
        // SAFETY: the trap is ours; the frames point into it and are released before it is.
        byte code;
        var known = wasmtime_trap_code(trap, &code);
        wasm_frame_vec_t trace;
        wasm_trap_trace(trap, &trace);
        var frames = TakeFrames(&trace);
        string text;
        if (known)
        {
            text = TrapCodeText.Of((TrapCode)code);
        }
        else
        {
            wasm_byte_vec_t message;
            wasm_trap_message(trap, &message);
            text = RootCause(TakeString(&message));
        }

        wasm_trap_delete(trap);
        return new TrapException(known ? (TrapCode)code : TrapCode.None, text, frames);
    }

    public static byte[] Take(wasm_byte_vec_t* bytes)
    {
        // SAFETY: the vector is ours; its bytes are copied before it is released.
        var copy = new ReadOnlySpan<byte>(bytes->data, checked((int)bytes->size)).ToArray();
        wasm_byte_vec_delete(bytes);
        return copy;
    }

    public static string String(wasm_byte_vec_t* borrowed) =>
        Encoding.UTF8.GetString(new ReadOnlySpan<byte>(borrowed->data, checked((int)borrowed->size)));

    private static string TakeString(wasm_byte_vec_t* bytes) => Encoding.UTF8.GetString(Take(bytes)).TrimEnd('\0');

    private static ImmutableArray<WasmFrame> TakeFrames(wasm_frame_vec_t* trace)
    {
        var frames = ImmutableArray.CreateBuilder<WasmFrame>((int)Math.Min(trace->size, MaxFrames));
        for (var i = 0; i < frames.Capacity; i++)
        {
            var frame = trace->data[i];
            var module = wasmtime_frame_module_name(frame);
            var function = wasmtime_frame_func_name(frame);
            frames.Add(new WasmFrame(
                module == null ? null : String(module),
                wasm_frame_func_index(frame),
                function == null ? null : String(function),
                Offset(wasm_frame_func_offset(frame)),
                Offset(wasm_frame_module_offset(frame))));
        }

        wasm_frame_vec_delete(trace);
        return frames.MoveToImmutable();
    }

    private static long? Offset(nuint offset) => offset == nuint.MaxValue ? null : (long)offset;

    // The engine prints an error as its outermost context, then the chain of causes, the root last.
    private static string RootCause(string text)
    {
        var at = text.LastIndexOf(CausedBy, StringComparison.Ordinal);
        return (at < 0 ? text : text[(at + CausedBy.Length)..]).Trim();
    }
}
