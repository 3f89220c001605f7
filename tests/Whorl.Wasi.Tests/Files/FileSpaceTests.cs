using Whorl.Wasi.Files;

namespace Whorl.Wasi.Tests.Files;

public sealed class FileSpaceTests
{
    [Fact]
    public void Write_OverTheLimit_HasNoSpaceAndIsReportedOnce()
    {
        using var files = new FileFixture(writable: true, limit: 10_000);
        using FileDescriptor file = files.OpenWritable("new", OpenModes.Create);
        Assert.Null(file.Write(0, new byte[9000]));
        Assert.Equal(FileErrorCode.InsufficientSpace, file.Write(9000, new byte[2000]));
        Assert.Equal(FileErrorCode.InsufficientSpace, file.Write(1 << 20, "x"u8));
        Assert.Equal(FileErrorCode.FileTooLarge, file.Write(1L << 40, "x"u8));
        Assert.Equal(FileErrorCode.FileTooLarge, file.Write(ulong.MaxValue - 1, "xyz"u8));
        Assert.Equal(9000, file.Node.Length);
        LimitReached limit = Assert.Single(files.Limits);
        Assert.Equal(("transient-file-bytes", 10_000), (limit.Name, limit.Value));
        Assert.Contains("10000", limit.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Space_OfFilesThatAreGone_IsFreeAgain()
    {
        using var files = new FileFixture(writable: true, limit: 10_000);
        for (int i = 0; i < 50; i++)
        {
            using FileDescriptor file = files.OpenWritable("f", OpenModes.Create | OpenModes.Exclusive);
            Assert.Null(file.Write(0, new byte[9000]));
            Assert.Null(files.Root.RenameAt("f", files.Root, "g"));
            Assert.Null(files.Root.UnlinkFileAt("g"));
        }
    }

    [Fact]
    public void Space_OfUnlinkedOpenFiles_StaysTaken()
    {
        using var files = new FileFixture(writable: true, limit: 10_000);
        using FileDescriptor file = files.OpenWritable("f", OpenModes.Create);
        Assert.Null(file.Write(0, new byte[9000]));
        Assert.Null(files.Root.UnlinkFileAt("f"));
        using FileDescriptor other = files.OpenWritable("f", OpenModes.Create);
        Assert.Equal(FileErrorCode.InsufficientSpace, other.Write(0, new byte[9000]));
        file.Dispose();
        Assert.Null(other.Write(0, new byte[9000]));
    }

    [Fact]
    public void Space_OfNamesRemovedFromTheTreeAndMadeAgain_DoesNotAddUp()
    {
        using var files = new FileFixture(writable: true, limit: 2000);
        for (int i = 0; i < 50; i++)
        {
            Assert.Null(files.Root.UnlinkFileAt("a.txt"));
            files.OpenWritable("a.txt", OpenModes.Create).Dispose();
        }
    }

    [Fact]
    public void Create_ManyEmptyEntries_RunsIntoTheLimit()
    {
        using var files = new FileFixture(writable: true, limit: 10_000);
        int made = 0;
        while (files.Root.CreateDirectoryAt($"d{made}") is null)
        {
            made++;
        }

        Assert.InRange(made, 10, 100);
        Assert.Equal(FileErrorCode.InsufficientSpace, files.Root.OpenAt("f", OpenModes.Create, DescriptorModes.Write, out _));
    }
}
