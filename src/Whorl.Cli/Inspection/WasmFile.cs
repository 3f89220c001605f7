using Whorl.Wasmtime;

namespace Whorl.Cli.Inspection;

/// <summary>A file that holds WebAssembly, in binary or as text.</summary>
internal static class WasmFile
{
    /// <summary>Whether a path names such a file, rather than an app.</summary>
    public static bool IsOne(string path) => Path.GetExtension(path) is ".wasm" or ".wat";

    /// <summary>Reads its binary.</summary>
    /// <exception cref="CommandException">There is no such file, or it cannot be read.</exception>
    public static ReadOnlyMemory<byte> Read(string path)
    {
        if (Directory.Exists(path))
        {
            throw new CommandException($"{path} is a folder, and only files can be compared.", "Name two versions of a component: old.wasm new.wasm.");
        }

        try
        {
            return Path.GetExtension(path) == ".wat" ? Wat.ToWasm(File.ReadAllText(path)) : File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or WasmException)
        {
            throw new CommandException($"{path} cannot be read: {e.Message}", inner: e);
        }
    }
}
