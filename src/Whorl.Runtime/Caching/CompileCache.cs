using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Whorl.Components.Runtime;
using Whorl.Wasmtime;

namespace Whorl.Runtime.Caching;

/// <summary>
/// Keeps compiled modules on disk. An entry is found by the digest of the Wasm and by what the code depends on (engine version,
/// compiler settings, CPU features). It consists of the code, in a file named after its own digest, and of a reference file that
/// names it; the code is checked against that name before the engine gets it, so a damaged entry is compiled again.
/// </summary>
/// <remarks>Any number of processes may use one folder: files come into being by renaming, whole.</remarks>
public sealed partial class CompileCache : IModuleSource
{
    private const int DigestTextLength = 2 * SHA256.HashSizeInBytes;
    private static readonly TimeSpan s_unusedTime = TimeSpan.FromDays(30);

    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private int _misses;

    private CompileCache(string folder, TimeProvider time, ILogger logger)
    {
        _folder = folder;
        _time = time;
        _logger = logger;
    }

    /// <summary>Modules that were compiled, since they were not in the cache or not intact.</summary>
    public int Misses => _misses;

    /// <summary>Opens the cache.</summary>
    /// <param name="folder">Its folder, made if need be; null for the user's own.</param>
    /// <param name="time">The clock by which unused entries grow old.</param>
    /// <param name="logger">Told of damaged entries and of a folder that cannot be used.</param>
    /// <returns>Null when the folder cannot be used safely; everything works without a cache, only slower.</returns>
    public static CompileCache? Open(string? folder, TimeProvider time, ILogger logger)
    {
        string path = Path.GetFullPath(Path.Combine(folder ?? CacheFolder.Default, "modules"));
        try
        {
            CacheFolder.Prepare(path);
            return new CompileCache(path, time, logger);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogUnusable(logger, path, e.Message);
            return null;
        }
    }

    /// <inheritdoc/>
    public Module GetOrCompile(Engine engine, ReadOnlyMemory<byte> wasm)
    {
        ArgumentNullException.ThrowIfNull(engine);
        string reference = Path.Combine(_folder, $"{Digest(wasm.Span)}-{engine.CompatibilityKey}.ref");
        if (TryLoad(engine, reference) is { } cached)
        {
            return cached;
        }

        Interlocked.Increment(ref _misses);
        Module module = Module.Compile(engine, wasm.Span);
        try
        {
            Store(reference, module.Serialize());
            RemoveUnused();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotStored(_logger, _folder, e.Message);
        }

        return module;
    }

    private Module? TryLoad(Engine engine, string reference)
    {
        try
        {
            if (!File.Exists(reference))
            {
                return null;
            }

            string name = File.ReadAllText(reference, Encoding.ASCII);
            string code = Path.Combine(_folder, name + ".code");
            if (name.Length != DigestTextLength || !name.All(char.IsAsciiHexDigitLower) || !IsIntact(code, name))
            {
                LogDamaged(_logger, reference);
                return null;
            }

            Touch(reference, code);
            return Module.DeserializeFile(engine, code);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogUnreadable(_logger, reference, e.Message);
            return null;
        }
        catch (WasmException e)
        {
            LogRefused(_logger, reference, e.Message);
            return null;
        }
    }

    private static bool IsIntact(string code, string digest)
    {
        using FileStream file = File.OpenRead(code);
        return Convert.ToHexStringLower(SHA256.HashData(file)) == digest;
    }

    private void Store(string reference, byte[] image)
    {
        string name = Digest(image);
        WriteWhole(Path.Combine(_folder, name + ".code"), image);
        WriteWhole(reference, Encoding.ASCII.GetBytes(name));
    }

    private void WriteWhole(string path, byte[] content)
    {
        string temporary = Path.Combine(_folder, $"{Path.GetRandomFileName()}.tmp");
        try
        {
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    // The time of the last write stands for the last use. Once a day is precise enough, and spares the writes.
    private void Touch(params ReadOnlySpan<string> files)
    {
        DateTime now = _time.GetUtcNow().UtcDateTime;
        foreach (string file in files)
        {
            if (now - File.GetLastWriteTimeUtc(file) > TimeSpan.FromDays(1))
            {
                File.SetLastWriteTimeUtc(file, now);
            }
        }
    }

    /// <summary>Takes place after a module was compiled, which took far longer than this does.</summary>
    private void RemoveUnused()
    {
        DateTime oldest = _time.GetUtcNow().UtcDateTime - s_unusedTime;
        foreach (string file in Directory.EnumerateFiles(_folder))
        {
            if (File.GetLastWriteTimeUtc(file) < oldest)
            {
                File.Delete(file);
            }
        }
    }

    private static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    [LoggerMessage(101, LogLevel.Warning, "The compile cache {Folder} cannot be used ({Reason}): modules are compiled at every start. Make it a folder of your own, or name another with --cache.")]
    private static partial void LogUnusable(ILogger logger, string folder, string reason);

    [LoggerMessage(102, LogLevel.Warning, "The compile cache's entry {Entry} is damaged; the module is compiled again.")]
    private static partial void LogDamaged(ILogger logger, string entry);

    [LoggerMessage(103, LogLevel.Warning, "The compile cache's entry {Entry} cannot be read ({Reason}); the module is compiled again.")]
    private static partial void LogUnreadable(ILogger logger, string entry, string reason);

    [LoggerMessage(104, LogLevel.Warning, "The engine refused the compile cache's entry {Entry} ({Reason}); the module is compiled again.")]
    private static partial void LogRefused(ILogger logger, string entry, string reason);

    [LoggerMessage(105, LogLevel.Warning, "A compiled module could not be stored in {Folder}: {Reason}")]
    private static partial void LogNotStored(ILogger logger, string folder, string reason);
}
