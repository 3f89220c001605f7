namespace Whorl.Wit.Tests;

public sealed class FeatureTests
{
    private const string Text = """
        package a:b@1.0.0;
        interface i {
          f: func();
          @unstable(feature = fresh)
          g: func(x: t);
          @unstable(feature = fresh)
          type t = u32;
        }
        @unstable(feature = other)
        interface j { h: func(); }
        """;

    [Fact]
    public void Resolve_NoFeatures_LeavesUnstableItemsOut()
    {
        Assert.Equal(["i", "f"], Names(new WitOptions()));
    }

    [Fact]
    public void Resolve_NamedFeature_KeepsItsItems()
    {
        Assert.Equal(["i", "f", "g"], Names(new WitOptions { Features = ["fresh"] }));
    }

    [Fact]
    public void Resolve_AllFeatures_KeepsEverything()
    {
        Assert.Equal(["i", "f", "g", "j", "h"], Names(new WitOptions { AllFeatures = true }));
    }

    [Fact]
    public void Resolve_UngatedUseOfDisabledType_SaysWhichFeature()
    {
        var resolution = WitResolution.Resolve(WitSourceSet.FromText("a.wit", Text.Replace("@unstable(feature = fresh)\n  g", "g")));

        Assert.Equal("'t' is part of the feature 'fresh', which is not enabled", Assert.Single(resolution.Diagnostics).Message);
    }

    private static IEnumerable<string> Names(WitOptions options)
    {
        var resolution = WitResolution.Resolve(WitSourceSet.FromText("a.wit", Text), options);
        Assert.Empty(resolution.Diagnostics);
        return resolution.Root!.Interfaces.SelectMany(i => i.Functions.Select(f => f.Name).Prepend(i.Name!));
    }
}
