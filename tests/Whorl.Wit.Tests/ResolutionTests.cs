using Whorl.Wit.Diagnostics;
using Whorl.Wit.Printing;

namespace Whorl.Wit.Tests;

public sealed class ResolutionTests
{
    public static TheoryData<string> ValidCases => Case.All("ok");

    public static TheoryData<string> FaultyCases => Case.All("errors");

    [Theory]
    [MemberData(nameof(ValidCases))]
    public void Resolve_ValidText_GivesTheExpectedModel(string name)
    {
        var test = new Case("ok", name);

        var resolution = WitResolution.Resolve(test.Sources);

        Assert.Empty(resolution.Diagnostics);
        test.Expect(WitPrinter.Print(resolution));
    }

    [Theory]
    [MemberData(nameof(ValidCases))]
    public void Print_WhatWasPrinted_GivesTheSameText(string name)
    {
        var printed = WitPrinter.Print(WitResolution.Resolve(new Case("ok", name).Sources));

        var again = WitResolution.Resolve(WitSourceSet.FromText("printed.wit", printed));

        Assert.Empty(again.Diagnostics);
        Assert.Equal(printed, WitPrinter.Print(again));
    }

    [Theory]
    [MemberData(nameof(FaultyCases))]
    public void Resolve_FaultyText_ReportsEverythingAtOnce(string name)
    {
        var test = new Case("errors", name);

        var resolution = WitResolution.Resolve(test.Sources);

        Assert.False(resolution.Success);
        test.Expect(string.Concat(resolution.Diagnostics.Select(d => d + "\n")));
    }

    [Theory]
    [MemberData(nameof(ValidCases))]
    public void Resolve_TextCutOrThinnedAnywhere_NeverThrows(string name)
    {
        var sources = new Case("ok", name).Sources;
        var text = string.Concat(sources.Root.Select(s => s.Text));
        for (var i = 0; i < text.Length; i += 3)
        {
            WitResolution.Resolve(WitSourceSet.FromText("cut.wit", text[..i]));
            WitResolution.Resolve(WitSourceSet.FromText("thinned.wit", text.Remove(i, Math.Min(2, text.Length - i))));
        }
    }

    [Theory]
    [InlineData("wasi-0.2")]
    [InlineData("spin")]
    public void Resolve_InterfacesOfThisRepository_HaveNoDiagnostics(string folder)
    {
        var resolution = WitResolution.Resolve(Case.Read(Path.Combine(AppContext.BaseDirectory, "wit", folder)));

        Assert.Empty(resolution.Diagnostics);
        Assert.NotNull(resolution.SelectWorld("host", out _));
    }

    [Fact]
    public void Resolve_WarningOnly_Succeeds()
    {
        const string text = "package a:b@1.2.0; @since(version = 1.1.0) interface i { @since(version = 1.0.0) f: func(); }";

        var resolution = WitResolution.Resolve(WitSourceSet.FromText("a.wit", text));

        Assert.True(resolution.Success);
        var warning = Assert.Single(resolution.Diagnostics);
        Assert.Equal(WitSeverity.Warning, warning.Severity);
        Assert.Equal("a.wit:1:58: warning WIT303: '@since(version = 1.0.0)' is older than the '@since(version = 1.1.0)' around it; write version 1.1.0 or later", warning.ToString());
    }
}
