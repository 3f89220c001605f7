using System.Text;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Files;
using Whorl.Apps.Loading;
using Whorl.Apps.Model;

namespace Whorl.Apps.Tests.Files;

public sealed class FileTreeSetTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly TestFolder _outside = new();

    [Theory]
    [InlineData("\"robots.txt\"", "/robots.txt=robots")]
    [InlineData("\"./assets/../robots.txt\"", null)]
    [InlineData("\"assets\"", "/assets/.hidden=h /assets/a.png=A /assets/deep/b.png=B /assets/deep/draft-c.png=C")]
    [InlineData("\"./assets//deep/\"", "/assets/deep/b.png=B /assets/deep/draft-c.png=C")]
    [InlineData("\"assets/*\"", "/assets/.hidden=h /assets/a.png=A")]
    [InlineData("\"assets/*.png\"", "/assets/a.png=A")]
    [InlineData("\"assets/**/*.png\"", "/assets/a.png=A /assets/deep/b.png=B /assets/deep/draft-c.png=C")]
    [InlineData("\"*.txt\"", "/robots.txt=robots")]
    [InlineData("\"*/*/b.png\"", "/assets/deep/b.png=B")]
    [InlineData("{ source = \"assets\", destination = \"/\" }", "/.hidden=h /a.png=A /deep/b.png=B /deep/draft-c.png=C")]
    [InlineData("{ source = \"assets/deep\", destination = \"img/./x/\" }", "/img/x/b.png=B /img/x/draft-c.png=C")]
    [InlineData("{ source = \"robots.txt\", destination = \"/etc/robots\" }", "/etc/robots=robots")]
    [InlineData("\"robots.txt\", \"robots.txt\", { source = \"robots.txt\", destination = \"robots.txt\" }", "/robots.txt=robots")]
    [InlineData("", "")]
    public void Load_Entries_PutFilesWhereTheySay(string files, string? expected)
    {
        WriteSamples();
        var app = AppLoader.Parse(Manifest(Component("a", files)), _folder.Path, "spin.toml");

        Assert.Equal(expected, app.App is null ? null : Print(Load(app.App)["a"]));
    }

    [Theory]
    [InlineData("**/draft-*", "/assets/.hidden /assets/a.png /assets/deep/b.png")]
    [InlineData("*.png", "/assets/.hidden")]
    [InlineData("assets/deep/*", "/assets/.hidden /assets/a.png")]
    [InlineData("assets/[ab].png", "/assets/.hidden /assets/deep/b.png /assets/deep/draft-c.png")]
    [InlineData("*", "")]
    public void Load_ExcludeFiles_AreMatchedAgainstPathsInTheApp(string exclude, string expected)
    {
        WriteSamples();
        var set = Load(Parse(Component("a", "\"assets\"", $"exclude_files = [\"{exclude}\"]")));

        Assert.Equal(expected, string.Join(' ', Flatten(set["a"].Root, "").Select(f => f.Path)));
    }

    [Fact]
    public void Load_ExcludeFiles_KeepsAFileThatIsNamedItself()
    {
        WriteSamples();

        Assert.Equal("/robots.txt=robots", Print(Load(Parse(Component("a", "\"robots.txt\"", "exclude_files = [\"*\"]")))["a"]));
    }

    [Fact]
    public void Load_EqualContents_AreOneObject()
    {
        _folder.Write("x/1.txt", "same");
        _folder.Write("y/1.txt", "same");
        _folder.Write("y/2.txt", "other");
        var set = Load(Parse(
            Component("a", "{ source = \"x\", destination = \"/\" }"),
            Component("b", "{ source = \"y\", destination = \"/\" }"),
            Component("c", "{ source = \"y/1.txt\", destination = \"/1.txt\" }")));

        Assert.Same(set["a"], set["c"]);
        Assert.Equal(set["a"].Digest, set["c"].Digest);
        Assert.NotEqual(set["a"].Digest, set["b"].Digest);
        Assert.Same(FileAt(set["a"], "1.txt").Content, FileAt(set["b"], "1.txt").Content);
    }

    [Fact]
    public void Load_Content_HasLengthAndDigestOfItsBytes()
    {
        _folder.Write("a.txt", "abc");
        _folder.Write("empty", "");
        var tree = Load(Parse(Component("a", "\"a.txt\", \"empty\"")))["a"];

        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", FileAt(tree, "a.txt").Content.Digest);
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", FileAt(tree, "empty").Content.Digest);
        Assert.Equal((3, 0), (FileAt(tree, "a.txt").Content.Length, FileAt(tree, "empty").Content.Length));
    }

    [Fact]
    public void Load_NoFiles_GivesTheEmptyTree()
    {
        Assert.Same(FileTree.Empty, Load(Parse(Component("a", "")))["a"]);
        Assert.Empty(FileTree.Empty.Root.Entries);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("assets/a.png")]
    [InlineData("/assets")]
    [InlineData("ASSETS")]
    public void TryGet_AnythingButAName_FindsNothing(string name)
    {
        WriteSamples();

        Assert.False(Load(Parse(Component("a", "\"assets\"")))["a"].Root.TryGet(name, out _));
    }

    [Fact]
    public void OpenRead_FileChangedSinceLoad_IsRefused()
    {
        var path = _folder.Write("a.txt", "abc");
        var content = FileAt(Load(Parse(Component("a", "\"a.txt\"")))["a"], "a.txt").Content;
        content.OpenRead().Dispose();

        File.WriteAllText(path, "abcd");

        var error = Assert.Throws<IOException>(content.OpenRead);
        Assert.Contains("has changed since the app was loaded", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"missing.txt\"", DiagnosticCode.MissingFile, DiagnosticSeverity.Error)]
    [InlineData("\"missing/*.txt\"", DiagnosticCode.MissingFile, DiagnosticSeverity.Warning)]
    [InlineData("{ source = \"missing\", destination = \"/\" }", DiagnosticCode.MissingFile, DiagnosticSeverity.Error)]
    [InlineData("{ source = \"robots.txt\", destination = \"/\" }", DiagnosticCode.BadFilePattern, DiagnosticSeverity.Error)]
    [InlineData("{ source = \"robots.txt\", destination = \"/dir/\" }", DiagnosticCode.BadFilePattern, DiagnosticSeverity.Error)]
    [InlineData("\"robots.txt\", { source = \"assets/a.png\", destination = \"robots.txt\" }", DiagnosticCode.FileConflict, DiagnosticSeverity.Error)]
    [InlineData("\"robots.txt\", { source = \"assets\", destination = \"robots.txt\" }", DiagnosticCode.FileConflict, DiagnosticSeverity.Error)]
    [InlineData("\"link-out.txt\"", DiagnosticCode.FileOutsideApp, DiagnosticSeverity.Error)]
    [InlineData("\"link-out-folder\"", DiagnosticCode.FileOutsideApp, DiagnosticSeverity.Error)]
    [InlineData("\"link-out-folder/secret.txt\"", DiagnosticCode.FileOutsideApp, DiagnosticSeverity.Error)]
    [InlineData("\"link-out-folder/*\"", DiagnosticCode.FileOutsideApp, DiagnosticSeverity.Error)]
    [InlineData("\"./*\"", DiagnosticCode.FileOutsideApp, DiagnosticSeverity.Error)]
    [InlineData("{ source = \"link-chain\", destination = \"/\" }", DiagnosticCode.FileOutsideApp, DiagnosticSeverity.Error)]
    public void Load_WrongEntry_IsReportedAtItsPlace(string files, DiagnosticCode code, DiagnosticSeverity severity)
    {
        WriteSamples();
        var secret = _outside.Write("secret.txt", "secret");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "link-out.txt"), secret);
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "link-out-folder"), _outside.Path);
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "link-chain"), "link-out-folder");

        var set = Load(Parse(Component("a", files)), expectComplete: severity == DiagnosticSeverity.Warning);

        var diagnostic = set.Diagnostics[0];
        Assert.Equal((code, severity), (diagnostic.Code, diagnostic.Severity));
        Assert.Equal("spin.toml", diagnostic.File);
        Assert.True(diagnostic.Location.IsKnown);
        Assert.DoesNotContain(Flatten(set["a"].Root, ""), f => f.Text == "secret");
    }

    [Fact]
    public void Load_LinksInsideTheApp_AreFollowedButNeverInCircles()
    {
        WriteSamples();
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "assets", "link.txt"), Path.Combine("..", "robots.txt"));
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "assets", "deep", "up"), Path.Combine(_folder.Path, "assets"));

        var tree = Load(Parse(Component("a", "\"assets/**/*.txt\"")))["a"];

        Assert.Equal("/assets/link.txt=robots", Print(tree));
    }

    [Fact]
    public void Load_AppFolderIsItselfALink_FilesInItAreInside()
    {
        WriteSamples();
        var link = Path.Combine(_outside.Path, "app");
        Directory.CreateSymbolicLink(link, _folder.Path);

        var set = Load(AppLoader.Parse(Manifest(Component("a", "\"robots.txt\", \"assets\"")), link, "spin.toml").AppOrThrow());

        Assert.Equal(5, Flatten(set["a"].Root, "").Count());
    }

    [Fact]
    public void Load_LinkThatLeadsInACircle_IsReported()
    {
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "a"), Path.Combine(_folder.Path, "b"));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "b"), Path.Combine(_folder.Path, "a"));

        var set = Load(Parse(Component("a", "\"a\"")), expectComplete: false);

        Assert.Contains(set.Diagnostics, d => d.Severity == DiagnosticSeverity.Error);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _outside.Dispose();
    }

    private void WriteSamples()
    {
        _folder.Write("robots.txt", "robots");
        _folder.Write("assets/a.png", "A");
        _folder.Write("assets/.hidden", "h");
        _folder.Write("assets/deep/b.png", "B");
        _folder.Write("assets/deep/draft-c.png", "C");
    }

    private AppModel Parse(params string[] components) =>
        AppLoader.Parse(Manifest(components), _folder.Path, "spin.toml").AppOrThrow();

    private static string Manifest(params string[] components) =>
        "spin_manifest_version = 2\napplication.name = \"test\"\n" + string.Concat(components);

    private static string Component(string id, string files, string more = "") =>
        $"[component.{id}]\nsource = \"x.wasm\"\nfiles = [{files}]\n{more}\n";

    private static FileTreeSet Load(AppModel app, bool expectComplete = true)
    {
        var set = FileTreeSet.Load(app, app.Components);
        Assert.True(set.IsComplete == expectComplete, string.Join('\n', set.Diagnostics));
        return set;
    }

    private static FileTreeFile FileAt(FileTree tree, string name)
    {
        Assert.True(tree.Root.TryGet(name, out var entry));
        return Assert.IsType<FileTreeFile>(entry);
    }

    private static string Print(FileTree tree) => string.Join(' ', Flatten(tree.Root, "").Select(f => $"{f.Path}={f.Text}"));

    private static IEnumerable<(string Path, string Text)> Flatten(FileTreeFolder folder, string path)
    {
        foreach (var entry in folder.Entries)
        {
            var at = $"{path}/{entry.Name}";
            if (entry is FileTreeFolder inner)
            {
                foreach (var file in Flatten(inner, at))
                {
                    yield return file;
                }
            }
            else
            {
                yield return (at, Read(((FileTreeFile)entry).Content));
            }
        }
    }

    private static string Read(FileContent content)
    {
        using var handle = content.OpenRead();
        var bytes = new byte[content.Length];
        RandomAccess.Read(handle, bytes, 0);
        return Encoding.UTF8.GetString(bytes);
    }
}
