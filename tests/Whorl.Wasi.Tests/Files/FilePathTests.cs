using Whorl.Wasi.Files;

namespace Whorl.Wasi.Tests.Files;

public sealed class FilePathTests
{
    [Theory]
    [InlineData("a.txt")]
    [InlineData("./a.txt")]
    [InlineData("dir/b.txt")]
    [InlineData("dir//inner/./c.txt")]
    [InlineData("dir/../a.txt")]
    [InlineData("dir/inner/../../a.txt")]
    [InlineData("dir/inner/..")]
    [InlineData("dir/")]
    [InlineData(".")]
    [InlineData("dir/..")]
    public void Find_PathWithinTheRoot_LeadsThere(string path)
    {
        using var files = new FileFixture();
        Assert.Null(files.Root.Find(path, out FileNode? node));
        Assert.NotNull(node);
    }

    [Theory]
    [InlineData("", "NoEntry")]
    [InlineData("nothing", "NoEntry")]
    [InlineData("nothing/a.txt", "NoEntry")]
    [InlineData("nothing/../a.txt", "NoEntry")]
    [InlineData("A.TXT", "NoEntry")]
    [InlineData("dir\\b.txt", "NoEntry")]
    [InlineData("%2e%2e/a.txt", "NoEntry")]
    [InlineData("...", "NoEntry")]
    [InlineData("..", "NotPermitted")]
    [InlineData("../a.txt", "NotPermitted")]
    [InlineData("dir/../../a.txt", "NotPermitted")]
    [InlineData("./../dir", "NotPermitted")]
    [InlineData("/a.txt", "NotPermitted")]
    [InlineData("/", "NotPermitted")]
    [InlineData("//etc/passwd", "NotPermitted")]
    [InlineData("a.txt/", "NotDirectory")]
    [InlineData("a.txt/.", "NotDirectory")]
    [InlineData("a.txt/..", "NotDirectory")]
    [InlineData("a.txt\0", "Invalid")]
    public void Find_PathThatLeadsNowhere_SaysWhy(string path, string error)
    {
        using var files = new FileFixture();
        Assert.Equal(Enum.Parse<FileErrorCode>(error), files.Root.Find(path, out _));
    }

    [Fact]
    public void Find_FromAnInnerDirectory_StaysUnderThatDirectory()
    {
        using var files = new FileFixture();
        using FileDescriptor inner = files.Open("dir/inner");
        Assert.Null(inner.Find("c.txt", out _));
        Assert.Equal(FileErrorCode.NotPermitted, inner.Find("../b.txt", out _));
        Assert.Equal(FileErrorCode.NotPermitted, inner.Find("..", out _));
    }

    [Fact]
    public void Find_LongNamesAndPaths_AreTooLong()
    {
        using var files = new FileFixture();
        Assert.Equal(FileErrorCode.NameTooLong, files.Root.Find(new string('n', 256), out _));
        Assert.Equal(FileErrorCode.NoEntry, files.Root.Find(new string('n', 255), out _));
        Assert.Equal(FileErrorCode.NameTooLong, files.Root.Find(string.Concat(Enumerable.Repeat("./", 2050)), out _));
    }

    [Fact]
    public void Find_BelowAFile_IsNotADirectory()
    {
        using var files = new FileFixture();
        using FileDescriptor file = files.Open("a.txt");
        Assert.Equal(FileErrorCode.NotDirectory, file.Find("x", out _));
    }
}
