using System.Collections.Immutable;
using System.Text;
using static Whorl.Wasmtime.Interop.Libwasmtime;

namespace Whorl.Wasmtime;

/// <summary>Turns the engine's errors and traps into exceptions. Every native error and trap is released here.</summary>
internal static unsafe class EngineError
{
    // How the engine's pool says that it is exhausted; its C API has no code for it.
    private const string PoolExhausted = "maximum concurrent limit of ";

    public static void ThrowIf(wasmtime_error_t* error, string what)
    {
        if (error != null)
        {
            throw ToException(error, what);
        }
    }

    /// <summary>What an operation of the host failed with.</summary>
    public static WasmException ToException(wasmtime_error_t* error, string what)
    {
        var (text, frames) = Take(error);
        if (!frames.IsEmpty)
        {
            // A guest was running: a host function that it called made a trap without a code.
            return new TrapException(TrapCode.None, text, frames);
        }

        return text.Contains(PoolExhausted, StringComparison.Ordinal)
            ? new PoolExhaustedException($"{what}: {text}. Try again when another guest has ended, or make the pool larger.")
            : new WasmException($"{what}: {text}");
    }

    /// <summary>What a guest's call failed with.</summary>
    public static TrapException ToTrap(wasmtime_error_t* error, TrapCode code)
    {
        var (text, frames) = Take(error);
        return new TrapException(code, code == TrapCode.None ? text : TrapCodeText.Of(code), frames);
    }

    /// <summary>What a guest's call trapped with.</summary>
    public static TrapException ToTrap(wasm_trap_t* trap)
    {
        byte number;
        var code = wasmtime_trap_code(trap, &number) ? (TrapCode)number : TrapCode.UncaughtException;
        wasm_frame_vec_t trace;
        wasm_trap_trace(trap, &trace);
        var frames = TakeFrames(&trace);
        wasm_trap_delete(trap);
        return new TrapException(code, TrapCodeText.Of(code), frames);
    }

    /// <summary>The bytes of a vector, which is released.</summary>
    public static byte[] Take(wasm_byte_vec_t* bytes)
    {
        var copy = new ReadOnlySpan<byte>(bytes->data, checked((int)bytes->size)).ToArray();
        wasm_byte_vec_delete(bytes);
        return copy;
    }

    /// <summary>The text of a vector, which stays its owner's.</summary>
    public static string String(wasm_byte_vec_t* borrowed) =>
        Encoding.UTF8.GetString(new ReadOnlySpan<byte>(borrowed->data, checked((int)borrowed->size)));

    /// <summary>The engine's own words, on one line.</summary>
    /// <param name="text">The outermost context, then the chain of its causes, the root last.</param>
    internal static string Flatten(string text)
    {
        const string CausedBy = "\n\nCaused by:\n";
        const string BackTrace = "error while executing at wasm backtrace:";
        const string NativeBackTrace = "\n\nStack backtrace:\n";

        var end = text.IndexOf(NativeBackTrace, StringComparison.Ordinal);
        text = end < 0 ? text : text[..end];
        var at = text.IndexOf(CausedBy, StringComparison.Ordinal);
        if (at < 0)
        {
            return text.Trim();
        }

        // Causes are indented, and numbered when there are several. The back-trace is reported as frames instead.
        var causes = text[(at + CausedBy.Length)..].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select((line, i) => line.StartsWith($"{i}: ", StringComparison.Ordinal) ? line[($"{i}: ".Length)..] : line);
        var parts = text.StartsWith(BackTrace, StringComparison.Ordinal) ? causes : causes.Prepend(text[..at].Trim());
        return string.Join(": ", parts);
    }

    private static (string Text, ImmutableArray<WasmFrame> Frames) Take(wasmtime_error_t* error)
    {
        wasm_byte_vec_t text;
        wasm_frame_vec_t trace;
        wasmtime_error_message(error, &text);
        wasmtime_error_wasm_trace(error, &trace);
        var frames = TakeFrames(&trace);
        wasmtime_error_delete(error);
        return (Flatten(Encoding.UTF8.GetString(Take(&text))), frames);
    }

    // The frames point into their error or trap, so they are read before it is released. The engine keeps the innermost twenty.
    private static ImmutableArray<WasmFrame> TakeFrames(wasm_frame_vec_t* trace)
    {
        var frames = ImmutableArray.CreateBuilder<WasmFrame>(checked((int)trace->size));
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
}
