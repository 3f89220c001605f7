namespace Whorl.Wit.Tests;

public sealed class WorldSelectionTests
{
    private static readonly WitResolution s_resolution = WitResolution.Resolve(WitSourceSet.FromText("a.wit", """
        package a:root@1.0.0;
        world one { }
        world two { }
        package b:dep@0.1.0 { world three { } }
        package b:dep@0.2.0 { world three { } }
        package b:single { world four { } }
        """));

    [Theory]
    [InlineData("one", "a:root/one@1.0.0")]
    [InlineData("a:root/two", "a:root/two@1.0.0")]
    [InlineData("a:root/two@1.0.0", "a:root/two@1.0.0")]
    [InlineData("b:dep/three@0.2.0", "b:dep/three@0.2.0")]
    [InlineData("b:single/four", "b:single/four")]
    public void SelectWorld_NameThatIsThere_FindsIt(string name, string expected)
    {
        Assert.Equal(expected, s_resolution.SelectWorld(name, out var error)?.QualifiedName);
        Assert.Empty(error);
    }

    [Theory]
    [InlineData(null, "the root package has 2 worlds; name the one to use")]
    [InlineData("oen", "there is no world 'oen'; check the name and the folder")]
    [InlineData("twoo", "there is no world 'twoo'; did you mean 'two'?")]
    [InlineData("b:dep/three", "'b:dep/three' is in several versions: b:dep/three@0.1.0, b:dep/three@0.2.0; write one of these names")]
    [InlineData("four", "there is no world 'four'; check the name and the folder")]
    public void SelectWorld_NameThatIsNotThere_SaysWhatToDo(string? name, string expected)
    {
        Assert.Null(s_resolution.SelectWorld(name, out var error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void SelectWorld_NoNameAndOneWorld_TakesIt()
    {
        var resolution = WitResolution.Resolve(WitSourceSet.FromText("a.wit", "package a:b; world w { }"));

        Assert.Equal("w", resolution.SelectWorld(null, out _)?.Name);
    }
}
