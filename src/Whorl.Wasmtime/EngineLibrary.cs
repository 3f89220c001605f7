using System.Runtime.InteropServices;
using Whorl.Wasmtime.Interop;

namespace Whorl.Wasmtime;

/// <summary>Finds the native library at first use, and makes sure that it is the one this code was made for.</summary>
internal static class EngineLibrary
{
    /// <summary>Names a native library to load instead of the one that is shipped: a security fix, without a rebuild.</summary>
    public const string PathVariable = "WHORL_WASMTIME_LIBRARY";

    // A release with the same major and minor number only fixes faults; how many such releases are looked for.
    private const int PatchesTried = 32;

    private static readonly Lazy<string> s_version = new(Load);

    /// <summary>The version of the library in use; loads and checks it the first time.</summary>
    /// <exception cref="WasmException">There is no library, or one of another version; the message says what to do.</exception>
    public static string Version => s_version.Value;

    /// <summary>Loads and checks the library, if that has not been done.</summary>
    public static void Ensure() => _ = s_version.Value;

    /// <summary>The version of a library, from the names it exports: the C API has no call for it.</summary>
    /// <param name="exports">Whether the library exports a name.</param>
    /// <param name="pin">The version this code was made for; later fixes of it are accepted.</param>
    /// <returns>The version; null if it is neither the pinned one nor a fix of it.</returns>
    internal static string? FindVersion(Predicate<string> exports, string pin)
    {
        var pinned = System.Version.Parse(pin);
        return Enumerable.Range(pinned.Build, PatchesTried)
            .Select(patch => new Version(pinned.Major, pinned.Minor, patch).ToString())
            .FirstOrDefault(version => exports("set_vmctx_memory_" + version.Replace('.', '_')));
    }

    /// <summary>Loads a library and makes sure of its version.</summary>
    /// <param name="path">The library; null for the one that is shipped.</param>
    /// <param name="pin">The version this code was made for.</param>
    /// <exception cref="WasmException">There is no library, or one of another version; the message says what to do.</exception>
    internal static (nint Library, string Version) Open(string? path, string pin)
    {
        var platform = RuntimeInformation.RuntimeIdentifier;
        nint library;
        try
        {
            library = path is null
                ? NativeLibrary.Load(Libwasmtime.Name, typeof(EngineLibrary).Assembly, searchPath: null)
                : NativeLibrary.Load(path);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            throw new WasmException(
                path is null
                    ? $"The native library of Wasmtime {pin} could not be loaded on {platform}. It comes with the NuGet package Wasmtime, for Linux (glibc), "
                        + $"macOS and Windows on x64 and arm64: publish for one of these, or name a library in the environment variable {PathVariable}."
                    : $"{PathVariable} names '{path}', which could not be loaded on {platform}. Name the native library of Wasmtime {pin}, or unset the "
                        + "variable to use the one that is shipped.",
                exception);
        }

        var version = FindVersion(name => NativeLibrary.TryGetExport(library, name, out _), pin)
            ?? throw new WasmException(
                $"The native library '{path ?? Libwasmtime.Name}' is not Wasmtime {pin} or a later fix of it. Remove other copies of it from the library "
                + $"path, or name the right one in the environment variable {PathVariable}.");
        return (library, version);
    }

    private static string Load()
    {
        var path = Environment.GetEnvironmentVariable(PathVariable);
        var (library, version) = Open(string.IsNullOrEmpty(path) ? null : path, EnginePin.Version);
        NativeLibrary.SetDllImportResolver(
            typeof(EngineLibrary).Assembly, (name, _, _) => name == Libwasmtime.Name ? library : 0);
        return version;
    }
}
