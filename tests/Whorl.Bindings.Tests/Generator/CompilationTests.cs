namespace Whorl.Bindings.Tests.Generator;

public sealed class CompilationTests
{
    public static TheoryData<string> Worlds =>
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "worlds"), "*.wit").Select(f => Path.GetFileNameWithoutExtension(f)).Order()];

    [Theory]
    [MemberData(nameof(Worlds))]
    public void Generate_World_CompilesWithoutWarnings(string name)
    {
        var (files, diagnostics) = GeneratorRun.Run(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "worlds", name + ".wit")));

        Assert.Empty(diagnostics);
        Assert.NotEmpty(files);
        Assert.DoesNotContain(files.Values, text => text.Contains("unsafe", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("wasi-0.2")]
    [InlineData("wasi-0.3")]
    [InlineData("spin")]
    public void Generate_InterfacesOfThisRepository_CompileWithoutWarnings(string folder)
    {
        var root = Path.Combine(AppContext.BaseDirectory, "wit", folder);
        var files = Directory.EnumerateFiles(root, "*.wit", SearchOption.AllDirectories).Select(f => (f, File.ReadAllText(f)));

        var (generated, diagnostics) = GeneratorRun.Run($"{root}|host|Made|", files);

        Assert.Empty(diagnostics);
        Assert.NotEmpty(generated);
    }
}
