using Whorl.Wasi.Files;

namespace Whorl.Wasi.Tests.Files;

public sealed class FileTreeTests
{
    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    [InlineData("../a")]
    [InlineData("a/..")]
    [InlineData("a\0b")]
    [InlineData("a/")]
    public void Create_PathThatIsNone_SaysWhich(string path)
    {
        var e = Assert.Throws<ArgumentException>(() => FileTree.Create([new(path, FileContent.FromMemory(default))]));
        Assert.Contains($"'{path}'", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a", "/a")]
    [InlineData("a", "a/b")]
    [InlineData("a/b", "a")]
    public void Create_PathsThatMeet_AreRefused(string first, string second) =>
        Assert.Throws<ArgumentException>(() => FileTree.Create(
            [new(first, FileContent.FromMemory(default)), new(second, FileContent.FromMemory(default))]));

    [Fact]
    public void FromHandle_ReadByMany_OpensOnce()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "0123456789");
            int opens = 0;
            using FileContent content = FileContent.FromHandle(
                () =>
                {
                    opens++;
                    return File.OpenHandle(path);
                },
                10,
                new byte[32],
                DateTimeOffset.UnixEpoch);
            Span<byte> buffer = stackalloc byte[4];
            Assert.Equal(4, content.Read(3, buffer));
            Assert.Equal("3456"u8, buffer);
            Assert.Equal(2, content.Read(8, buffer));
            Assert.Equal(0, content.Read(10, buffer));
            Assert.Equal(1, opens);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void FromHandle_FileThatShrank_IsAnErrorAndNotShortData()
    {
        string path = Path.GetTempFileName();
        try
        {
            using FileContent content = FileContent.FromHandle(() => File.OpenHandle(path), 10, new byte[32], DateTimeOffset.UnixEpoch);
            Assert.Throws<IOException>(() => content.Read(0, new byte[4]));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
