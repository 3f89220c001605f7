using System.Text;
using Whorl.Wasi.Files;

namespace Whorl.Wasi.Tests.Files;

/// <summary>An instance with a few files.</summary>
internal sealed class FileFixture : IDisposable
{
    public FileFixture(bool writable = false, long limit = 100_000)
    {
        Context = new WasiContext(new WasiContextOptions
        {
            Files = FileTree.Create(
            [
                new("a.txt", FileContent.FromMemory("alpha"u8.ToArray())),
                new("/dir/b.txt", FileContent.FromMemory("beta"u8.ToArray())),
                new("dir/inner/c.txt", FileContent.FromMemory("gamma"u8.ToArray())),
                new("dir/inner/d.txt", FileContent.FromMemory("gamma"u8.ToArray())),
            ]),
            TransientWrites = writable,
            Limits = new WasiLimits { TransientFileBytes = limit },
        })
        { LimitReached = Limits.Add };
        Root = FileDescriptor.OpenRoot(Context);
    }

    public List<LimitReached> Limits { get; } = [];

    public WasiContext Context { get; }

    public FileDescriptor Root { get; }

    public void Dispose()
    {
        Root.Dispose();
        Context.Dispose();
    }

    public FileDescriptor Open(string path, OpenModes open = OpenModes.None, DescriptorModes modes = DescriptorModes.Read)
    {
        Assert.Null(Root.OpenAt(path, open, modes, out FileDescriptor? opened));
        return opened!;
    }

    public FileDescriptor OpenWritable(string path, OpenModes open = OpenModes.None) =>
        Open(path, open, DescriptorModes.Read | DescriptorModes.Write);

    public string ReadAll(string path)
    {
        using FileDescriptor file = Open(path);
        return ReadAll(file);
    }

    public static string ReadAll(FileDescriptor file)
    {
        byte[] buffer = new byte[1000];
        Assert.Null(file.Read(0, buffer, out int count, out bool atEnd));
        Assert.True(atEnd);
        return Encoding.UTF8.GetString(buffer, 0, count);
    }

    public string Names(string path = ".")
    {
        using FileDescriptor directory = Open(path);
        Assert.Null(directory.List(out string[] names));
        return string.Join(' ', names);
    }
}
