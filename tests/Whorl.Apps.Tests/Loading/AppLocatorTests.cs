using Whorl.Apps.Diagnostics;
using Whorl.Apps.Loading;

namespace Whorl.Apps.Tests.Loading;

public sealed class AppLocatorTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Theory]
    [InlineData("app", "app/spin.toml")]
    [InlineData("app/spin.toml", "app/spin.toml")]
    [InlineData("app/other.toml", "app/other.toml")]
    [InlineData("./app/", "./app/spin.toml")]
    public void Find_FileOrFolder_GivesTheManifest(string from, string expected)
    {
        _folder.Write("app/spin.toml", "");
        _folder.Write("app/other.toml", "");

        Assert.Equal(new AppSource.ManifestFile(expected, 0), AppLocator.Find(from, _folder.Path));
    }

    [Theory]
    [InlineData("hello.wasm")]
    [InlineData("hello.wat")]
    public void Find_WasmFile_IsAnAppByItself(string name)
    {
        _folder.Write(name, "");

        Assert.Equal(new AppSource.WasmFile(name), AppLocator.Find(name, _folder.Path));
    }

    [Fact]
    public void Find_Nothing_SearchesUpwards()
    {
        _folder.Write("spin.toml", "");
        var deep = Directory.CreateDirectory(Path.Combine(_folder.Path, "a", "b")).FullName;

        Assert.Equal(new AppSource.ManifestFile("spin.toml", 0), AppLocator.Find(null, _folder.Path));
        Assert.Equal(new AppSource.ManifestFile(Path.Combine("..", "..", "spin.toml"), 2), AppLocator.Find(null, deep));
    }

    [Fact]
    public void Find_RepositoryRootInBetween_EndsTheSearch()
    {
        _folder.Write("spin.toml", "");
        _folder.Write("repo/.git/HEAD", "");
        var deep = Directory.CreateDirectory(Path.Combine(_folder.Path, "repo", "src")).FullName;

        var error = Assert.Throws<AppException>(() => AppLocator.Find(null, deep));

        Assert.StartsWith("error W0101: there is no spin.toml in ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere", "there is no file or folder nowhere")]
    [InlineData("empty", "the folder empty has no spin.toml")]
    [InlineData("ghcr.example/me/app:v1", "such apps cannot be run yet")]
    public void Find_NoSuchThing_SaysWhatToDo(string from, string expected)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "empty"));

        var error = Assert.Throws<AppException>(() => AppLocator.Find(from, _folder.Path));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("help: ", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
