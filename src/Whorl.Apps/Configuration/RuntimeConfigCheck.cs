using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Configuration;

/// <summary>
/// Finds what a runtime configuration says about an app that the app has not. That is no error, since several apps may share one
/// configuration, but it may be a slip of the pen.
/// </summary>
public static class RuntimeConfigCheck
{
    private const string Default = "default";

    /// <summary>What looks like a mistake.</summary>
    public static IEnumerable<Diagnostic> Run(RuntimeConfig config, AppModel app)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(app);
        return CheckComponents(config, app)
            .Concat(CheckLabels(config, "key_value_store", [.. config.KeyValueStores.Select(s => (s.Key, s.Value.Location))], [.. app.Components.SelectMany(c => c.KeyValueStores)]))
            .Concat(CheckLabels(config, "sqlite_database", [.. config.SqliteDatabases.Select(s => (s.Key, s.Value.Location))], [.. app.Components.SelectMany(c => c.SqliteDatabases)]));
    }

    private static IEnumerable<Diagnostic> CheckComponents(RuntimeConfig config, AppModel app)
    {
        string[] ids = [.. app.Components.Select(c => c.DeclaredId).Concat(app.UnselectedComponents).Distinct(StringComparer.Ordinal)];
        return
            from table in config.ClientTls
            from id in table.Components
            where !ids.Contains(id, StringComparer.Ordinal)
            select Warning(
                config,
                DiagnosticCode.UnknownComponent,
                table.Location,
                $"[[client_tls]] names component `{id}`, which app `{app.Name}` does not have",
                NearestMatch.Suggest(id, ids, $"The app has {string.Join(", ", ids.Select(i => $"`{i}`"))}. If the table is for another app, leave it as it is."));
    }

    /// <summary>Labels that are not configured are errors, but for the one that needs no configuration: that may be meant by a name like it.</summary>
    private static IEnumerable<Diagnostic> CheckLabels(RuntimeConfig config, string table, (string Label, SourceLocation Location)[] configured, HashSet<string> asked) =>
        from entry in configured
        where asked.Contains(Default) && !asked.Contains(entry.Label) && !configured.Any(c => c.Label == Default) && NearestMatch.Find(entry.Label, [Default]) is not null
        select Warning(
            config,
            DiagnosticCode.UnknownGrant,
            entry.Location,
            $"no component asks for [{table}.{entry.Label}], and `{Default}`, which is asked for, has no table and stays in the state folder",
            $"Did you mean [{table}.{Default}]?");

    private static Diagnostic Warning(RuntimeConfig config, DiagnosticCode code, SourceLocation location, string message, string? remedy) =>
        new(DiagnosticSeverity.Warning, code, config.Path, location, message, remedy);
}
