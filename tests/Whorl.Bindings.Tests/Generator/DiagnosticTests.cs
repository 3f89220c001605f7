using Microsoft.CodeAnalysis;

namespace Whorl.Bindings.Tests.Generator;

public sealed class DiagnosticTests
{
    [Fact]
    public void Generate_FaultyWit_ReportsAtItsPlace()
    {
        var (files, diagnostics) = GeneratorRun.Run("package t:t;\ninterface i { f: func(x: strin, y: missing); }\nworld w { import i; }");

        Assert.Empty(files);
        Assert.Equal(2, diagnostics.Length);
        var first = diagnostics[0];
        Assert.Equal(("WHORL001", DiagnosticSeverity.Error), (first.Id, first.Severity));
        Assert.Equal("/w/test.wit: (1,25)-(1,30)", first.Location.GetLineSpan().ToString());
        Assert.StartsWith("WIT101: there is no type 'strin' in interface 'i';", first.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/w/test.wit|nope|Made|", "there is no world 'nope'; check the name and the folder (WitPackage item '/w/test.wit')")]
    [InlineData("/w/test.wit|||", "the WitPackage item '/w/test.wit' has no Namespace; write Namespace=\"My.Bindings\" on it")]
    [InlineData("/elsewhere||Made|", "there is no .wit file in '/elsewhere'; correct the path of the WitPackage item")]
    public void Generate_FaultyItem_SaysWhatToDo(string packages, string message)
    {
        var (files, diagnostics) = GeneratorRun.Run(packages, ("/w/test.wit", "package t:t; world w { }"));

        Assert.Empty(files);
        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal(("WHORL003", message), (diagnostic.Id, diagnostic.GetMessage()));
    }

    [Fact]
    public void Generate_ErrorContexts_AreLeftOutWithAWarning()
    {
        var (files, diagnostics) = GeneratorRun.Run("""
            package t:t;
            interface i {
              record r { s: stream<error-context> }
              good: async func(x: u8) -> u8;
              flow: func(r: r);
              fail: func() -> result<_, error-context>;
            }
            world w { import i; export go: async func(); }
            """);

        Assert.Equal(
            [
                "'t:t/i' in world 't:t/w' has functions without bindings: flow (error-context), fail (error-context); "
                    + "leave the interface out of the world, or change them",
            ],
            diagnostics.Select(d => d.GetMessage()));
        Assert.All(diagnostics, d => Assert.Equal("WHORL004", d.Id));
        Assert.Contains("ValueTask<byte> Good(byte x, HostTask task);", files["Made.T.I.Types.g.cs"], StringComparison.Ordinal);
        Assert.Contains("public GoCall Go(ComponentInstance instance, object? state = null)", files["Made.W.Export.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Generate_FolderWithSlashAtItsEnd_FindsItsFiles()
    {
        var (files, diagnostics) = GeneratorRun.Run(
            "/w/wit/||Made|", ("/w/wit//a.wit", "package t:t; world w { import d:d/i; }"), ("/w/wit//deps/d.wit", "package d:d; interface i { f: func(); }"));

        Assert.Empty(diagnostics);
        Assert.Contains("Made.D.I.Glue.g.cs", files.Keys);
    }

    [Fact]
    public void Generate_UnstableFeature_IsTakenInWhenNamed()
    {
        const string wit = "package t:t@1.0.0; interface i { @unstable(feature = new-thing) f: func(); g: func(); } world w { import i; }";

        Assert.DoesNotContain("void F()", GeneratorRun.Run(wit).Files["Made.T.I.Types.g.cs"], StringComparison.Ordinal);
        Assert.Contains("void F()", GeneratorRun.Run(wit, features: "other, new-thing").Files["Made.T.I.Types.g.cs"], StringComparison.Ordinal);
    }
}
