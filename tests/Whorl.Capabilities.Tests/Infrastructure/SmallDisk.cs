using System.Globalization;
using Whorl.Capabilities.Tests.Servers;

namespace Whorl.Capabilities.Tests.Infrastructure;

/// <summary>A disk of a few megabytes, some of which can be freed. To make one takes the rights of root; without them the test is skipped.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly TestFolder _folder = new();

    private SmallDisk()
    {
    }

    public string Path => _folder.Path;

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <summary>Makes a disk.</summary>
    /// <param name="bytes">How large it is.</param>
    /// <param name="ballastBytes">How much of it <see cref="Free"/> frees.</param>
    public static async Task<SmallDisk> CreateAsync(int bytes, int ballastBytes)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can mount a disk");
        var disk = new SmallDisk();
        await ServerProcess.RunAsync("mount", ["-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={bytes}"), "tmpfs", disk.Path]);
        await File.WriteAllBytesAsync(disk.Ballast, new byte[ballastBytes]);
        return disk;
    }

    public void Free() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        await ServerProcess.RunAsync("umount", ["--lazy", Path]);
        _folder.Dispose();
    }
}
