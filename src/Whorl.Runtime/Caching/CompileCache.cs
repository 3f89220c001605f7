using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Whorl.Components.Runtime;
using Whorl.Wasmtime;

namespace Whorl.Runtime.Caching;

/// <summary>
/// Keeps compiled modules on disk. An entry is found by the digest of the Wasm and by what the code depends on (engine version,
/// compiler settings, CPU features). It carries a seal, which is checked before the engine gets it, so a damaged entry is compiled again.
/// </summary>
/// <remarks>Any number of processes may use one folder: files come into being by renaming, whole.</remarks>
public sealed partial class CompileCache : IModuleSource
{
    private const string Extension = ".compiled";
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
        string entry = Path.Combine(_folder, $"{Convert.ToHexStringLower(SHA256.HashData(wasm.Span))}-{engine.CompatibilityKey}{Extension}");
        if (TryLoad(engine, entry) is { } cached)
        {
            return cached;
        }

        Interlocked.Increment(ref _misses);
        Module module = Module.Compile(engine, wasm.Span);
        try
        {
            Store(entry, module.Serialize());
            RemoveUnused();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotStored(_logger, _folder, e.Message);
        }

        return module;
    }

    private Module? TryLoad(Engine engine, string entry)
    {
        try
        {
            if (!File.Exists(entry))
            {
                return null;
            }

            Touch(entry);
            return Module.DeserializeFile(engine, entry);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or WasmException)
        {
            LogUnusableEntry(_logger, e.Message);
            return null;
        }
    }

    private void Store(string entry, byte[] image)
    {
        string temporary = Path.Combine(_folder, $"{Path.GetRandomFileName()}.tmp");
        try
        {
            File.WriteAllBytes(temporary, image);
            File.Move(temporary, entry, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    // The time of the last write stands for the last use. Once a day is precise enough, and spares the writes.
    private void Touch(string entry)
    {
        DateTime now = _time.GetUtcNow().UtcDateTime;
        if (now - File.GetLastWriteTimeUtc(entry) > TimeSpan.FromDays(1))
        {
            File.SetLastWriteTimeUtc(entry, now);
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

    [LoggerMessage(101, LogLevel.Warning, "The compile cache {Folder} cannot be used ({Reason}): modules are compiled at every start. Make it a folder of your own, or name another with --cache.")]
    private static partial void LogUnusable(ILogger logger, string folder, string reason);

    [LoggerMessage(102, LogLevel.Warning, "An entry of the compile cache cannot be used, and the module is compiled again: {Reason}")]
    private static partial void LogUnusableEntry(ILogger logger, string reason);

    [LoggerMessage(103, LogLevel.Warning, "A compiled module could not be stored in {Folder}: {Reason}")]
    private static partial void LogNotStored(ILogger logger, string folder, string reason);
}
