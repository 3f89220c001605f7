using System.Xml.Linq;

namespace Whorl.Tidy.Tests;

/// <summary>Arrows point down only: a project may refer to what stands in its row here, and to nothing else.</summary>
public sealed class ProjectEdgesTests
{
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["Whorl.Wit"] = [],
        ["Whorl.Wasmtime"] = [],
        ["Whorl.Bindings"] = [],
        ["Whorl.Components"] = ["Whorl.Wasmtime", "Whorl.Wit"],
        ["Whorl.Wasi"] = ["Whorl.Components", "Whorl.Wasmtime", "Whorl.Bindings"],
        ["Whorl.Capabilities"] = ["Whorl.Wasi", "Whorl.Components", "Whorl.Wasmtime", "Whorl.Bindings"],
        ["Whorl.Apps"] = [],
        ["Whorl.Runtime"] = ["Whorl.Capabilities", "Whorl.Apps", "Whorl.Wasi", "Whorl.Components", "Whorl.Wasmtime"],
        ["Whorl.Triggers"] = ["Whorl.Runtime", "Whorl.Capabilities", "Whorl.Apps", "Whorl.Wasi", "Whorl.Components"],
        ["Whorl.Cli"] = ["Whorl.Triggers", "Whorl.Runtime", "Whorl.Apps"],
    };

    private static readonly string[] s_mayUseAspNetCore = ["Whorl.Triggers", "Whorl.Cli"];

    public static TheoryData<string> Projects => [.. Repository.FilesEndingIn(".csproj").Where(file => file.StartsWith("src/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_References_PointDownOnly(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        Assert.True(s_allowed.TryGetValue(name, out var allowed), $"{name} has no row in {nameof(ProjectEdgesTests)}: say there what it may refer to.");
        var references = References(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));
        Assert.Empty(references.Except(allowed!));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_UsesAspNetCore_OnlyInTheTriggers(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        if (!s_mayUseAspNetCore.Contains(name))
        {
            Assert.DoesNotContain("Microsoft.AspNetCore.App", References(project, "FrameworkReference"));
        }
    }

    [Fact]
    public void Project_Names_SayWhatIsInside()
    {
        string[] empty = ["Common", "Core", "Utils", "Utilities", "Helpers", "Shared", "Misc"];
        var offenders = Repository.FilesEndingIn(".cs", ".csproj")
            .SelectMany(file => file.Split('/').SkipLast(1).SelectMany(folder => folder.Split('.')).Where(empty.Contains).Select(_ => file));
        Assert.Empty(offenders);
    }

    private static IEnumerable<string> References(string project, string item) =>
        XDocument.Parse(Repository.Read(project)).Descendants(item).Select(element => element.Attribute("Include")!.Value);
}
