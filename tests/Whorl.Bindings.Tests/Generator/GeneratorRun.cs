using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Whorl.Bindings.Tests.Generator;

/// <summary>Runs the generator as the compiler does, over a compilation that refers to Whorl.Components.</summary>
internal static class GeneratorRun
{
    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Whorl.Bindings", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static GeneratorDriver CreateDriver(string packages, params IEnumerable<(string Path, string Text)> files) => CSharpGeneratorDriver.Create(
        [new WitBindingsGenerator().AsSourceGenerator()],
        files.Select(f => new TextFile(f.Path, f.Text)),
        s_parseOptions,
        new Options(packages),
        new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static CSharpCompilation CreateCompilation(string code = "") => CSharpCompilation.Create(
        "Generated",
        [CSharpSyntaxTree.ParseText(code, s_parseOptions)],
        s_references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, checkOverflow: true, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Generates from one file and compiles the result.</summary>
    /// <returns>All files by name, and every warning and error of generator and compiler.</returns>
    public static (Dictionary<string, string> Files, ImmutableArray<Diagnostic> Diagnostics) Run(string wit, string world = "", string features = "") =>
        Run($"/w/test.wit|{world}|Made|{features}", ("/w/test.wit", wit));

    /// <inheritdoc cref="Run(string, string, string)"/>
    public static (Dictionary<string, string> Files, ImmutableArray<Diagnostic> Diagnostics) Run(
        string packages, params IEnumerable<(string Path, string Text)> files)
    {
        var driver = CreateDriver(packages, files)
            .RunGeneratorsAndUpdateCompilation(CreateCompilation(), out var compilation, out var diagnostics);
        var generated = driver.GetRunResult().Results.Single().GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString());
        var all = diagnostics.Concat(compilation.GetDiagnostics()).Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Id != "CS1591");
        return (generated, [.. all]);
    }

    internal sealed class TextFile(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class Options(string packages) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(packages);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Values(string packages) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, out string value)
            {
                value = key == "build_property.WhorlWitPackages" ? packages : "";
                return value.Length > 0;
            }
        }
    }
}
