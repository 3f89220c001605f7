using System.Security.Cryptography;
using System.Text;
using Whorl.Wasmtime.Interop;
using static Whorl.Wasmtime.Interop.Libwasmtime;

namespace Whorl.Wasmtime;

/// <summary>Compiles and runs modules. Safe for use from many threads.</summary>
public sealed unsafe class Engine : IDisposable
{
    private readonly Lazy<byte[]> _compatibilityDigest;

    /// <summary>Creates an engine.</summary>
    /// <param name="options">How it compiles and allocates.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <exception cref="WasmException">The native library is missing or of another version.</exception>
    public Engine(EngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        EngineLibrary.Ensure();
        Options = options;
        PoolingFallbackReason = options.Pooling ? EngineConfiguration.WhyNoPool(options) : null;
        IsPooling = options.Pooling && PoolingFallbackReason is null;
        Handle = new EngineHandle(wasm_engine_new_with_config(EngineConfiguration.Create(options, IsPooling, PoolingFallbackReason is not null)));
        _compatibilityDigest = new(ComputeCompatibilityDigest);
    }

    /// <summary>The native library's version.</summary>
    /// <exception cref="WasmException">The native library is missing or of another version.</exception>
    public static string NativeVersion => EngineLibrary.Version;

    /// <summary>The options it was created with.</summary>
    public EngineOptions Options { get; }

    /// <summary>Whether memories and instances come from a pool.</summary>
    public bool IsPooling { get; }

    /// <summary>
    /// Why there is no pool although one was asked for; null if there is one, or none was asked for. Without a pool everything works,
    /// but an instance costs several times as much, and guests check bounds themselves.
    /// </summary>
    public string? PoolingFallbackReason { get; }

    /// <summary>
    /// Whether a linear memory stays at its address for life. Then a span over it stays valid while the guest runs and while the
    /// memory grows; it only becomes too short.
    /// </summary>
    public bool MemoriesStayInPlace => PoolingFallbackReason is null && (IsPooling || Options.MemoryReservationBytes >= 4UL << 30);

    /// <summary>
    /// What compiled code depends on: the engine's exact version, every compiler setting, the target and the processor's features.
    /// Code compiled under one key is refused under any other.
    /// </summary>
    public string CompatibilityKey => $"wasmtime-{NativeVersion}-{Convert.ToHexStringLower(CompatibilityDigest)}";

    internal EngineHandle Handle { get; }

    /// <summary>The first 16 bytes of a digest of all that <see cref="CompatibilityKey"/> covers.</summary>
    internal ReadOnlySpan<byte> CompatibilityDigest => _compatibilityDigest.Value;

    private static ReadOnlySpan<byte> EmptyModule => [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

    /// <summary>Advances the epoch by one tick. Safe to call at any time.</summary>
    public void IncrementEpoch() => wasmtime_engine_increment_epoch(Handle);

    /// <summary>Releases the engine; what was made from it stays usable.</summary>
    public void Dispose() => Handle.Dispose();

    // The engine writes its major version, the target, every compiler setting and the processor's features into each module that
    // it serialises, and refuses a module where they differ. The smallest module is little else, so its digest stands for them.
    private byte[] ComputeCompatibilityDigest()
    {
        using var module = Module.Compile(this, EmptyModule);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(NativeVersion));
        hash.AppendData(module.SerializeUnsealed());
        return hash.GetHashAndReset()[..16];
    }
}
