using Whorl.Wasi.Files;
using Whorl.Wasi.Io;

namespace Whorl.Wasi.Tests.Files;

public sealed class TransientFilesTests : IDisposable
{
    private readonly FileFixture _files = new(writable: true);

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Write_FileOfTheTree_ChangesThisInstanceOnly()
    {
        using (FileDescriptor file = _files.OpenWritable("a.txt"))
        {
            Assert.Null(file.Write(2, "PH!!"u8));
        }

        Assert.Equal("alPH!!", _files.ReadAll("a.txt"));
        using var other = new FileFixture(writable: true);
        Assert.Equal("alpha", other.ReadAll("a.txt"));
    }

    [Fact]
    public void Write_BeyondTheEnd_FillsWithZeros()
    {
        using FileDescriptor file = _files.OpenWritable("new", OpenModes.Create);
        Assert.Null(file.Write(3, "x"u8));
        Assert.Equal("\0\0\0x", FileFixture.ReadAll(file));
    }

    [Fact]
    public void SetLength_ShrunkAndGrown_ReadsZerosWhereTheTailWas()
    {
        using FileDescriptor file = _files.OpenWritable("a.txt");
        Assert.Null(file.SetLength(2));
        Assert.Null(file.SetLength(4));
        Assert.Equal("al\0\0", FileFixture.ReadAll(file));
    }

    [Fact]
    public void OpenOutput_AtAPlaceAndAtTheEnd_WritesThere()
    {
        using FileDescriptor file = _files.OpenWritable("a.txt");
        Assert.Null(file.OpenOutput(1, out FileOutput? at));
        Assert.Null(file.OpenOutput(null, out FileOutput? end));
        using (at)
        using (end)
        {
            Assert.Equal(StreamStatus.Open, at!.Write("LP"u8));
            Assert.Equal(StreamStatus.Open, end!.Write("1"u8));
            Assert.Equal(StreamStatus.Open, at.Write("H"u8));
            Assert.Equal(StreamStatus.Open, end.Write("2"u8));
        }

        Assert.Equal("aLPHa12", FileFixture.ReadAll(file));
    }

    [Fact]
    public void Open_CreateExclusiveTruncate_FollowPosix()
    {
        FileDescriptor root = _files.Root;
        const DescriptorModes ReadWrite = DescriptorModes.Read | DescriptorModes.Write;
        Assert.Equal(FileErrorCode.Exist, root.OpenAt("a.txt", OpenModes.Create | OpenModes.Exclusive, ReadWrite, out _));
        Assert.Equal(FileErrorCode.IsDirectory, root.OpenAt("dir", OpenModes.None, ReadWrite, out _));
        Assert.Equal(FileErrorCode.IsDirectory, root.OpenAt("new/", OpenModes.Create, ReadWrite, out _));
        Assert.Equal(FileErrorCode.NoEntry, root.OpenAt("no/new", OpenModes.Create, ReadWrite, out _));
        Assert.Equal(FileErrorCode.Invalid, root.OpenAt("new", OpenModes.Create | OpenModes.Directory, ReadWrite, out _));
        _files.OpenWritable("new", OpenModes.Create | OpenModes.Exclusive).Dispose();
        _files.OpenWritable("a.txt", OpenModes.Create | OpenModes.Truncate).Dispose();
        Assert.Equal("", _files.ReadAll("a.txt"));
        Assert.Equal("a.txt dir new", _files.Names());
    }

    [Fact]
    public void Descriptor_WithoutAMode_RefusesIt()
    {
        using FileDescriptor reading = _files.Open("a.txt");
        Assert.Equal(FileErrorCode.BadDescriptor, reading.Write(0, "x"u8));
        using FileDescriptor writing = _files.Open("a.txt", OpenModes.None, DescriptorModes.Write);
        Assert.Equal(FileErrorCode.BadDescriptor, writing.Read(0, [], out _, out _));
    }

    [Fact]
    public void Directories_MadeAndRemoved_FollowPosix()
    {
        FileDescriptor root = _files.Root;
        Assert.Null(root.CreateDirectoryAt("dir/new"));
        Assert.Equal(FileErrorCode.Exist, root.CreateDirectoryAt("dir/new"));
        Assert.Equal(FileErrorCode.Exist, root.CreateDirectoryAt("."));
        Assert.Equal(FileErrorCode.NoEntry, root.CreateDirectoryAt("no/new"));
        _files.OpenWritable("dir/new/f", OpenModes.Create).Dispose();
        Assert.Equal(FileErrorCode.NotEmpty, root.RemoveDirectoryAt("dir/new"));
        Assert.Equal(FileErrorCode.NotDirectory, root.RemoveDirectoryAt("dir/new/f"));
        Assert.Equal(FileErrorCode.IsDirectory, root.UnlinkFileAt("dir/new"));
        Assert.Null(root.UnlinkFileAt("dir/new/f"));
        Assert.Null(root.RemoveDirectoryAt("dir/new/"));
        Assert.Equal(FileErrorCode.NoEntry, root.RemoveDirectoryAt("dir/new"));
        Assert.Equal("b.txt inner", _files.Names("dir"));
    }

    [Fact]
    public void RemoveDirectory_ThatIsOpen_TakesNoMoreEntries()
    {
        Assert.Null(_files.Root.CreateDirectoryAt("gone"));
        using FileDescriptor gone = _files.Open("gone");
        Assert.Null(_files.Root.RemoveDirectoryAt("gone"));
        Assert.Equal(FileErrorCode.NoEntry, gone.OpenAt("f", OpenModes.Create, DescriptorModes.Write, out _));
        Assert.Equal(FileErrorCode.NoEntry, gone.CreateDirectoryAt("d"));
        Assert.Equal(FileErrorCode.NoEntry, _files.Root.RenameAt("a.txt", gone, "a.txt"));
    }

    [Fact]
    public void Unlink_FileOfTheTree_IsGoneAndCanComeBack()
    {
        Assert.Null(_files.Root.UnlinkFileAt("a.txt"));
        Assert.Equal(FileErrorCode.NoEntry, _files.Root.UnlinkFileAt("a.txt"));
        Assert.Equal("dir", _files.Names());
        using (FileDescriptor file = _files.OpenWritable("a.txt", OpenModes.Create))
        {
            file.Write(0, "again"u8);
        }

        Assert.Equal("again", _files.ReadAll("a.txt"));
        Assert.Equal("a.txt dir", _files.Names());
    }

    [Fact]
    public void Unlink_FileThatIsOpen_LivesOnInItsDescriptor()
    {
        using FileDescriptor file = _files.OpenWritable("a.txt");
        Assert.Null(_files.Root.UnlinkFileAt("a.txt"));
        Assert.Null(file.Write(5, "!"u8));
        Assert.Equal("alpha!", FileFixture.ReadAll(file));
    }

    [Fact]
    public void Link_File_IsTheSameFile()
    {
        Assert.Null(_files.Root.LinkAt("a.txt", _files.Root, "dir/also"));
        using (FileDescriptor file = _files.OpenWritable("dir/also"))
        {
            file.Write(0, "A"u8);
        }

        Assert.Equal("Alpha", _files.ReadAll("a.txt"));
        Assert.Equal(FileErrorCode.Exist, _files.Root.LinkAt("a.txt", _files.Root, "dir/also"));
        Assert.Equal(FileErrorCode.NotPermitted, _files.Root.LinkAt("dir", _files.Root, "dir2"));
        Assert.Equal(FileErrorCode.NoEntry, _files.Root.LinkAt("no", _files.Root, "x"));
        Assert.Null(_files.Root.UnlinkFileAt("a.txt"));
        Assert.Equal("Alpha", _files.ReadAll("dir/also"));
    }

    [Theory]
    [InlineData("a.txt", "b", null, "b dir", "b.txt inner")]
    [InlineData("a.txt", "dir/b.txt", null, "dir", "b.txt inner")]
    [InlineData("a.txt", "a.txt", null, "a.txt dir", "b.txt inner")]
    [InlineData("dir/inner", "up", null, "a.txt dir up", "b.txt")]
    [InlineData("a.txt", "dir", "IsDirectory", "a.txt dir", "b.txt inner")]
    [InlineData("dir", "a.txt", "NotDirectory", "a.txt dir", "b.txt inner")]
    [InlineData("dir", "dir/inner/x", "Invalid", "a.txt dir", "b.txt inner")]
    [InlineData("dir/inner", "dir", "NotEmpty", "a.txt dir", "b.txt inner")]
    [InlineData("no", "x", "NoEntry", "a.txt dir", "b.txt inner")]
    [InlineData("a.txt", "no/x", "NoEntry", "a.txt dir", "b.txt inner")]
    [InlineData("dir/.", "x", "Invalid", "a.txt dir", "b.txt inner")]
    [InlineData("a.txt", "x/", "NotDirectory", "a.txt dir", "b.txt inner")]
    public void Rename_FromAndTo_FollowsPosix(string from, string to, string? error, string root, string inDir)
    {
        FileErrorCode? expected = error is null ? null : Enum.Parse<FileErrorCode>(error);
        Assert.Equal(expected, _files.Root.RenameAt(from, _files.Root, to));
        Assert.Equal(root, _files.Names());
        Assert.Equal(inDir, _files.Names("dir"));
    }

    [Fact]
    public void Rename_Directory_KeepsItsFilesAndItsWayUp()
    {
        Assert.Null(_files.Root.RenameAt("dir/inner", _files.Root, "moved"));
        Assert.Equal("gamma", _files.ReadAll("moved/c.txt"));
        Assert.Equal("alpha", _files.ReadAll("moved/../a.txt"));
    }

    [Fact]
    public void Symlink_OfAnyKind_IsNotMade()
    {
        Assert.Equal(FileErrorCode.NotPermitted, _files.Root.SymlinkAt("/etc"));
        Assert.Equal(FileErrorCode.Unsupported, _files.Root.SymlinkAt("a.txt"));
    }

    [Fact]
    public void MetadataHash_AfterAChange_IsAnother()
    {
        using FileDescriptor file = _files.OpenWritable("a.txt");
        var seen = new HashSet<UInt128> { file.Node.MetadataHash() };
        Assert.False(seen.Add(file.Node.MetadataHash()));
        file.Write(0, "x"u8);
        Assert.True(seen.Add(file.Node.MetadataHash()));
        file.Write(0, "x"u8);
        Assert.True(seen.Add(file.Node.MetadataHash()));
    }

    [Fact]
    public void SetTimes_OfFilesAndDirectories_ShowsThem()
    {
        var time = new FileTime(10, 20);
        Assert.Null(_files.Root.SetTimesAt("a.txt", time, null));
        Assert.Null(_files.Root.SetTimesAt("dir", null, time));
        Assert.Equal(FileErrorCode.Invalid, _files.Root.SetTimesAt("dir", null, new FileTime(1, FileTime.NanosecondsPerSecond)));
        _files.Root.Find("a.txt", out FileNode? file);
        _files.Root.Find("dir", out FileNode? directory);
        Assert.Equal((time, new FileTime(0, 0)), (file!.Accessed, file.Modified));
        Assert.Equal((new FileTime(0, 0), time), (directory!.Accessed, directory.Modified));
    }
}
