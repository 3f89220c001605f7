using System.Security.Cryptography;

namespace Whorl.Wasi.P2.Random;

/// <summary>
/// The functions of <c>wasi:random</c>. All numbers come from the system's secure generator; the insecure ones from a faster one.
/// </summary>
internal sealed class RandomHost(WasiContext context) : Random.IHost, Insecure.IHost, InsecureSeed.IHost
{
    public ReadOnlyMemory<byte> GetRandomBytes(ulong len) => RandomNumberGenerator.GetBytes(Check(len));

    public ulong GetRandomU64()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return BitConverter.ToUInt64(bytes);
    }

    public ReadOnlyMemory<byte> GetInsecureRandomBytes(ulong len)
    {
        byte[] bytes = new byte[Check(len)];
        System.Random.Shared.NextBytes(bytes);
        return bytes;
    }

    public ulong GetInsecureRandomU64() => (ulong)System.Random.Shared.NextInt64(long.MinValue, long.MaxValue);

    (ulong, ulong) InsecureSeed.IHost.InsecureSeed() => (GetRandomU64(), GetRandomU64());

    private int Check(ulong length)
    {
        int limit = context.Options.Limits.RandomBytesPerCall;
        return length <= (ulong)limit ? (int)length : throw new WasiLimitException(LimitReached.For(
            "random-bytes-per-call", limit, $"the component asked in one call for {length} random bytes, which is more", "it was ended"));
    }
}
