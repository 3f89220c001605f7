using Whorl.Runtime.Caching;
using Whorl.Wasmtime;

namespace Whorl.Runtime.Tests.Caching;

public sealed class CompileCacheTests : IDisposable
{
    private static readonly byte[] s_wasm = Wat.ToWasm("""(module (func (export "answer") (result i32) i32.const 42))""");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("whorl-cache-test-");
    private readonly Engine _engine = new(new EngineOptions { Pooling = false });
    private readonly TestLog _log = new();
    private readonly TestClock _clock = new();

    private string Modules => Path.Combine(_folder.FullName, "modules");

    [Fact]
    public void Module_AskedForAgain_IsNotCompiledAgain()
    {
        Assert.Equal(1, GetWithNewCache());
        Assert.Equal(0, GetWithNewCache());
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void Module_ForAnEngineWithOtherSettings_IsCompiledForIt()
    {
        GetWithNewCache();

        using var other = new Engine(new EngineOptions { Pooling = false, ConsumeFuel = true });
        Assert.Equal(1, GetWithNewCache(other));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5000)]
    [InlineData(-1)]
    public void Entry_WithAChangedByte_IsDetectedAndRebuilt(int position)
    {
        GetWithNewCache();
        string entry = Assert.Single(Directory.GetFiles(Modules));
        byte[] bytes = File.ReadAllBytes(entry);
        bytes[position < 0 ? bytes.Length + position : position] ^= 0x10;
        File.WriteAllBytes(entry, bytes);

        Assert.Equal(1, GetWithNewCache());
        Assert.StartsWith("Warning: ", Assert.Single(_log.Lines), StringComparison.Ordinal);
        Assert.Equal(0, GetWithNewCache());
    }

    [Fact]
    public void Entry_Truncated_IsDetectedAndRebuilt()
    {
        GetWithNewCache();
        string entry = Assert.Single(Directory.GetFiles(Modules));
        File.WriteAllBytes(entry, File.ReadAllBytes(entry)[..^3]);

        Assert.Equal(1, GetWithNewCache());
        Assert.Equal(0, GetWithNewCache());
    }

    [Fact]
    public void Entry_OfAnotherEngine_IsNotTakenForThisOne()
    {
        using var other = new Engine(new EngineOptions { Pooling = false, ConsumeFuel = true });
        GetWithNewCache(other);
        string theirs = Assert.Single(Directory.GetFiles(Modules));
        GetWithNewCache();
        string ours = Directory.GetFiles(Modules).Single(f => f != theirs);
        File.Copy(theirs, ours, overwrite: true);

        Assert.Equal(1, GetWithNewCache());
    }

    [Fact]
    public void Folder_ThatOthersCouldRead_IsClosed()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Directory.CreateDirectory(Modules, (UnixFileMode)0b111_111_111);

        GetWithNewCache();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Modules));
    }

    [Fact]
    public void Folder_ThatCannotBeMade_LeavesNoCacheAndSaysSo()
    {
        File.WriteAllText(Modules, "a file where the folder would be");

        Assert.Null(CompileCache.Open(_folder.FullName, _clock, _log));
        Assert.Contains(Modules, Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Entry_UnusedForLong_IsRemovedWhenAnotherIsMade()
    {
        GetWithNewCache();
        _clock.Advance(TimeSpan.FromDays(20));
        GetWithNewCache();
        _clock.Advance(TimeSpan.FromDays(20));
        Get(Wat.ToWasm("(module)"));
        Assert.Equal(0, GetWithNewCache());

        _clock.Advance(TimeSpan.FromDays(31));
        Get(Wat.ToWasm("(module (memory 1))"));
        Assert.Equal(1, GetWithNewCache());
    }

    [Fact]
    public async Task Entries_MadeByManyAtOnce_AreWhole()
    {
        await Parallel.ForAsync(0, 32, (_, _) =>
        {
            GetWithNewCache();
            return ValueTask.CompletedTask;
        });

        Assert.Equal(0, GetWithNewCache());
        Assert.Empty(_log.Lines);
        Assert.Single(Directory.GetFiles(Modules));
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Delete(recursive: true);
    }

    private int GetWithNewCache(Engine? engine = null) => Get(s_wasm, engine);

    /// <summary>Gets a module as a new process would, and gives the number of compilations that took.</summary>
    private int Get(byte[] wasm, Engine? engine = null)
    {
        CompileCache cache = CompileCache.Open(_folder.FullName, _clock, _log)!;
        using Module module = cache.GetOrCompile(engine ?? _engine, wasm);
        Assert.NotNull(module);
        return cache.Misses;
    }
}
