namespace Whorl.Wasi.P3.Random;

/// <summary>The functions of <c>wasi:random</c>, which are those of WASI 0.2.</summary>
internal sealed class RandomHost(WasiContext context) : Random.IHost, Insecure.IHost, InsecureSeed.IHost
{
    private readonly P2.Random.RandomHost _kernel = new(context);

    public ReadOnlyMemory<byte> GetRandomBytes(ulong maxLen) => _kernel.GetRandomBytes(maxLen);

    public ulong GetRandomU64() => _kernel.GetRandomU64();

    public ReadOnlyMemory<byte> GetInsecureRandomBytes(ulong maxLen) => _kernel.GetInsecureRandomBytes(maxLen);

    public ulong GetInsecureRandomU64() => _kernel.GetInsecureRandomU64();

    public (ulong, ulong) GetInsecureSeed() => (GetRandomU64(), GetRandomU64());
}
