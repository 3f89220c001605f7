using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Whorl.Bindings.Tests.Generator;

public sealed class IncrementalTests
{
    private const string Packages = "/a|one|A|*/b|two|B|";
    private static readonly (string Path, string Text) s_first = ("/a/a.wit", "package t:a; interface i { f: func() -> u32; } world one { import i; }");
    private static readonly (string Path, string Text) s_second = ("/b/b.wit", "package t:b; interface j { g: func(); } world two { import j; }");

    [Fact]
    public void Generate_AfterEditOfCSharp_RunsNothing()
    {
        var compilation = GeneratorRun.CreateCompilation("class Before;");
        var driver = GeneratorRun.CreateDriver(Packages, s_first, s_second).RunGenerators(compilation);

        driver = driver.RunGenerators(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Added;", (CSharpParseOptions)compilation.SyntaxTrees[0].Options)));

        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached], Reasons(driver, WitBindingsGenerator.BindingsStep));
        Assert.All(OutputReasons(driver), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void Generate_AfterEditOfOnePackage_LeavesTheOtherAlone()
    {
        var driver = Edit(s_second.Text.Replace("g: func()", "g: func(x: u8)"));

        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified], Reasons(driver, WitBindingsGenerator.BindingsStep));
    }

    [Fact]
    public void Generate_AfterEditOfAComment_GivesEqualOutput()
    {
        var driver = Edit("// A remark.\n" + s_second.Text);

        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged], Reasons(driver, WitBindingsGenerator.BindingsStep));
        Assert.All(OutputReasons(driver), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    private static GeneratorDriver Edit(string text)
    {
        var compilation = GeneratorRun.CreateCompilation();
        var before = new GeneratorRun.TextFile(s_second.Path, s_second.Text);
        return GeneratorRun.CreateDriver(Packages, s_first)
            .AddAdditionalTexts([before])
            .RunGenerators(compilation)
            .ReplaceAdditionalText(before, new GeneratorRun.TextFile(s_second.Path, text))
            .RunGenerators(compilation);
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorDriver driver, string step) =>
        driver.GetRunResult().Results.Single().TrackedSteps[step].SelectMany(s => s.Outputs).Select(o => o.Reason);

    private static IEnumerable<IncrementalStepRunReason> OutputReasons(GeneratorDriver driver) =>
        driver.GetRunResult().Results.Single().TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs).Select(o => o.Reason);
}
