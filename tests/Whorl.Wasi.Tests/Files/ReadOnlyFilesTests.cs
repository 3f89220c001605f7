using System.Buffers;
using System.Text;
using Whorl.Wasi.Files;
using Whorl.Wasi.Io;

namespace Whorl.Wasi.Tests.Files;

public sealed class ReadOnlyFilesTests : IDisposable
{
    private readonly FileFixture _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Read_AtPlaces_GivesBytesAndTheEnd()
    {
        using FileDescriptor file = _files.Open("a.txt");
        Span<byte> buffer = stackalloc byte[3];
        Assert.Null(file.Read(1, buffer, out int count, out bool atEnd));
        Assert.Equal((3, false), (count, atEnd));
        Assert.Equal("lph"u8, buffer);
        Assert.Null(file.Read(4, buffer, out count, out atEnd));
        Assert.Equal((1, true), (count, atEnd));
        Assert.Null(file.Read(ulong.MaxValue, buffer, out count, out atEnd));
        Assert.Equal((0, true), (count, atEnd));
    }

    [Fact]
    public void OpenInput_FromAPlace_StreamsToTheEnd()
    {
        using FileDescriptor file = _files.Open("a.txt");
        Assert.Null(file.OpenInput(2, out FileInput? input));
        using (input)
        {
            Assert.Equal(StreamStatus.Open, input!.Read(2, out ReadOnlySequence<byte> bytes));
            Assert.Equal("ph", Encoding.UTF8.GetString(bytes.ToArray()));
            Assert.Equal(StreamStatus.Open, input.Read(100, out bytes));
            Assert.Equal("a", Encoding.UTF8.GetString(bytes.ToArray()));
            Assert.Equal(StreamStatus.Closed, input.Read(100, out _));
        }
    }

    [Fact]
    public void List_Directories_GivesSortedNames()
    {
        Assert.Equal("a.txt dir", _files.Names());
        Assert.Equal("b.txt inner", _files.Names("dir"));
    }

    [Fact]
    public void Open_Directory_IsReadableOnlyAsOne()
    {
        using FileDescriptor directory = _files.Open("dir", OpenModes.Directory);
        Assert.Equal(FileErrorCode.IsDirectory, directory.Read(0, [], out _, out _));
        Assert.Equal(FileErrorCode.IsDirectory, directory.OpenInput(0, out _));
        using FileDescriptor file = _files.Open("a.txt");
        Assert.Equal(FileErrorCode.NotDirectory, file.List(out _));
    }

    [Theory]
    [InlineData("a.txt", OpenModes.Directory, DescriptorModes.Read, "NotDirectory")]
    [InlineData("new", OpenModes.None, DescriptorModes.Read, "NoEntry")]
    [InlineData("new", OpenModes.Create, DescriptorModes.Read, "ReadOnly")]
    [InlineData("a.txt", OpenModes.None, DescriptorModes.Write, "ReadOnly")]
    [InlineData("a.txt", OpenModes.Truncate, DescriptorModes.Read, "ReadOnly")]
    [InlineData("dir", OpenModes.None, DescriptorModes.MutateDirectory, "ReadOnly")]
    public void Open_WhatCannotBe_SaysWhy(string path, object open, object modes, string error) =>
        Assert.Equal(Enum.Parse<FileErrorCode>(error), _files.Root.OpenAt(path, (OpenModes)open, (DescriptorModes)modes, out _));

    [Fact]
    public void Changes_OfAnyKind_AreRefusedAsReadOnly()
    {
        using FileDescriptor file = _files.Open("a.txt");
        FileDescriptor root = _files.Root;
        Assert.Equal(FileErrorCode.ReadOnly, file.Write(0, "x"u8));
        Assert.Equal(FileErrorCode.ReadOnly, file.SetLength(0));
        Assert.Equal(FileErrorCode.ReadOnly, file.OpenOutput(0, out _));
        Assert.Equal(FileErrorCode.ReadOnly, file.SetTimes(null, null));
        Assert.Equal(FileErrorCode.ReadOnly, root.SetTimesAt("a.txt", null, null));
        Assert.Equal(FileErrorCode.ReadOnly, root.CreateDirectoryAt("new"));
        Assert.Equal(FileErrorCode.NotEmpty, root.RemoveDirectoryAt("dir/inner"));
        Assert.Equal(FileErrorCode.ReadOnly, root.UnlinkFileAt("a.txt"));
        Assert.Equal(FileErrorCode.ReadOnly, root.LinkAt("a.txt", root, "b"));
        Assert.Equal(FileErrorCode.ReadOnly, root.RenameAt("a.txt", root, "b"));
        Assert.Equal(FileErrorCode.ReadOnly, root.SymlinkAt("a.txt"));
        Assert.Equal("a.txt dir", _files.Names());
    }

    [Fact]
    public void MetadataHash_SameFile_IsTheSameInEveryInstanceAndOtherForOthers()
    {
        using var other = new FileFixture();
        Assert.Equal(Hash(_files, "a.txt"), Hash(other, "a.txt"));
        Assert.Equal(Hash(_files, "dir"), Hash(other, "dir"));
        string[] paths = [".", "dir", "dir/inner", "a.txt", "dir/b.txt", "dir/inner/c.txt", "dir/inner/d.txt"];
        Assert.Distinct(paths.Select(p => Hash(_files, p)));
    }

    [Fact]
    public void Find_SamePathTwice_IsTheSameObject()
    {
        _files.Root.Find("dir/b.txt", out FileNode? first);
        _files.Root.Find("dir/inner/../b.txt", out FileNode? second);
        Assert.Same(first, second);
    }

    private static UInt128 Hash(FileFixture files, string path)
    {
        files.Root.Find(path, out FileNode? node);
        return node!.MetadataHash();
    }
}
