using Microsoft.CodeAnalysis;

namespace Whorl.Bindings.Pipeline;

/// <summary>The kinds of diagnostics that the generator reports.</summary>
internal static class Descriptors
{
    private const string Category = "Whorl.Bindings";

    private static readonly DiagnosticDescriptor s_invalidWit =
        new("WHORL001", "The WIT text is not valid", "{0}", Category, DiagnosticSeverity.Error, true);

    private static readonly DiagnosticDescriptor s_doubtfulWit =
        new("WHORL002", "The WIT text is unwise", "{0}", Category, DiagnosticSeverity.Warning, true);

    private static readonly DiagnosticDescriptor s_badItem =
        new("WHORL003", "The WitPackage item cannot be used", "{0}", Category, DiagnosticSeverity.Error, true);

    private static readonly DiagnosticDescriptor s_skipped =
        new("WHORL004", "Part of the world has no bindings", "{0}", Category, DiagnosticSeverity.Warning, true);

    public static string InvalidWit => s_invalidWit.Id;

    public static string DoubtfulWit => s_doubtfulWit.Id;

    public static string BadItem => s_badItem.Id;

    public static string Skipped => s_skipped.Id;

    public static DiagnosticDescriptor ById(string id) =>
        id == s_invalidWit.Id ? s_invalidWit
        : id == s_doubtfulWit.Id ? s_doubtfulWit
        : id == s_badItem.Id ? s_badItem
        : s_skipped;
}
