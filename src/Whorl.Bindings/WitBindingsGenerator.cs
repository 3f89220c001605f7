using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Whorl.Bindings.Pipeline;

namespace Whorl.Bindings;

/// <summary>Generates C# interfaces, lifting and lowering for the worlds named by a project's <c>WitPackage</c> items.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class WitBindingsGenerator : IIncrementalGenerator
{
    /// <summary>Names of the pipeline's steps, for tests of what runs again after an edit.</summary>
    internal const string RequestStep = "Request";
    internal const string BindingsStep = "Bindings";

    private static readonly Encoding s_encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var items = context.AnalyzerConfigOptionsProvider
            .Select((options, _) =>
                options.GlobalOptions.TryGetValue("build_property.WhorlWitPackages", out var value)
                    ? new EquatableArray<WitPackageItem>(WitPackageItem.ParseAll(value))
                    : default);
        var files = context.AdditionalTextsProvider
            .Where(text => text.Path.EndsWith(".wit", StringComparison.OrdinalIgnoreCase))
            .Select((text, cancel) => new WitFile(text.Path, text.GetText(cancel)?.ToString() ?? ""))
            .Collect();
        var requests = items.Combine(files)
            .SelectMany((pair, _) => Requests(pair.Left, pair.Right))
            .WithTrackingName(RequestStep);
        var bindings = requests
            .Select((request, cancel) => BindingsBuilder.Build(request, cancel))
            .WithTrackingName(BindingsStep);
        context.RegisterSourceOutput(bindings, Output);
    }

    private static ImmutableArray<BindingsRequest> Requests(EquatableArray<WitPackageItem> items, ImmutableArray<WitFile> files) =>
    [
        .. items.Select(item => new BindingsRequest(
            item, new EquatableArray<WitFile>([.. files.Where(f => item.Contains(f.Path)).OrderBy(f => f.Path, StringComparer.Ordinal)]))),
    ];

    private static void Output(SourceProductionContext context, GeneratedBindings bindings)
    {
        foreach (var diagnostic in bindings.Diagnostics)
        {
            context.ReportDiagnostic(diagnostic.ToDiagnostic());
        }

        foreach (var file in bindings.Files)
        {
            context.AddSource(file.HintName, SourceText.From(file.Text, s_encoding));
        }
    }
}
