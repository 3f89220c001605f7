using System.Collections.Frozen;
using SQLitePCL;

namespace Whorl.Capabilities.Sqlite.Local;

/// <summary>
/// What guests may do in SQL: everything but reach other files, and change what belongs to the host. SQLite asks while it compiles
/// a statement, so that nothing of a denied one is run.
/// </summary>
internal sealed class SqliteRules
{
    /// <summary>Pragmas that guests may set.</summary>
    private static readonly FrozenSet<string> s_allowed = new[]
    {
        "application_id", "auto_vacuum", "automatic_index", "case_sensitive_like", "defer_foreign_keys", "encoding", "foreign_key_check",
        "foreign_key_list", "foreign_keys", "ignore_check_constraints", "incremental_vacuum", "index_info", "index_list", "index_xinfo",
        "integrity_check", "legacy_alter_table", "optimize", "page_size", "quick_check", "recursive_triggers", "reverse_unordered_selects", "synchronous",
        "table_info", "table_list", "table_xinfo", "user_version", "wal_checkpoint",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Pragmas that tune a connection. They do nothing, since the host has tuned it; an error would break guests that set them out of habit.</summary>
    private static readonly FrozenSet<string> s_ignored = new[]
    {
        "busy_timeout", "cache_size", "cache_spill", "journal_mode", "journal_size_limit", "locking_mode", "mmap_size", "temp_store", "threads", "wal_autocheckpoint",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a statement was compiled that changes the connection in a way that outlasts it.</summary>
    public bool HasLeftTraces { get; private set; }

    /// <summary>Whether a database was attached whose size is not limited yet.</summary>
    public bool HasAttached { get; set; }

    /// <summary>Set while the host itself uses the connection.</summary>
    public bool IsHost { get; set; }

    public int Check(int action, string? first, string? second)
    {
        if (IsHost)
        {
            return raw.SQLITE_OK;
        }

        switch (action)
        {
            case raw.SQLITE_ATTACH:
                // The file's name is missing where it is no literal. VACUUM attaches a nameless file; VACUUM INTO names one.
                HasLeftTraces = HasAttached = true;
                return first is "" or ":memory:" ? raw.SQLITE_OK : raw.SQLITE_DENY;
            case raw.SQLITE_PRAGMA:
                return CheckPragma(first ?? "", second);
            case raw.SQLITE_CREATE_TEMP_INDEX or raw.SQLITE_CREATE_TEMP_TABLE or raw.SQLITE_CREATE_TEMP_TRIGGER or raw.SQLITE_CREATE_TEMP_VIEW:
                HasLeftTraces = true;
                return raw.SQLITE_OK;
            default:
                return raw.SQLITE_OK;
        }
    }

    private int CheckPragma(string name, string? value)
    {
        if (value is null && !name.Equals("database_list", StringComparison.OrdinalIgnoreCase))
        {
            return raw.SQLITE_OK;
        }

        HasLeftTraces = true;
        return s_allowed.Contains(name) ? raw.SQLITE_OK : s_ignored.Contains(name) ? raw.SQLITE_IGNORE : raw.SQLITE_DENY;
    }
}
