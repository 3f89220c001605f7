using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using SQLitePCL;
using Whorl.Capabilities.Sqlite.Engine;

namespace Whorl.Capabilities.Tests.Servers;

/// <summary>A stream of a <see cref="HranaServer"/>: a connection to its file.</summary>
internal sealed class HranaSession(string path, string name) : IDisposable
{
    private readonly SqliteHandle _handle = SqliteHandle.Open(path);

    public string Name => name;

    public bool IsClosed { get; private set; }

    public JsonNode Answer(JsonNode request, string version)
    {
        string type = (string)request["type"]!;
        try
        {
            JsonObject response = type switch
            {
                _ when IsClosed => throw new InvalidOperationException("The stream is closed"),
                "execute" => new JsonObject { ["result"] = Execute(request["stmt"]!) },
                "sequence" => Run((string)request["sql"]!),
                "get_autocommit" when version == "v3" => new JsonObject { ["is_autocommit"] = !_handle.IsInTransaction },
                "close" => Close(),
                _ => throw new InvalidOperationException($"Version {version} has no request `{type}`"),
            };
            response["type"] = type;
            return new JsonObject { ["type"] = "ok", ["response"] = response };
        }
        catch (Exception e) when (e is SqliteFailureException or InvalidOperationException)
        {
            string? code = (e as SqliteFailureException)?.Code switch
            {
                null => null,
                raw.SQLITE_FULL => "SQLITE_FULL",
                raw.SQLITE_BUSY => "SQLITE_BUSY",
                raw.SQLITE_CONSTRAINT => "SQLITE_CONSTRAINT",
                _ => "SQLITE_ERROR",
            };
            return new JsonObject { ["type"] = "error", ["error"] = new JsonObject { ["message"] = e.Message, ["code"] = code } };
        }
    }

    public void Dispose() => _handle.Dispose();

    private JsonObject Run(string statements)
    {
        _handle.Execute(statements);
        return [];
    }

    private JsonObject Close()
    {
        IsClosed = true;
        Dispose();
        return [];
    }

    private JsonObject Execute(JsonNode stmt)
    {
        using SqliteStatement statement = _handle.Prepare(Encoding.UTF8.GetBytes((string)stmt["sql"]!), out ReadOnlySpan<byte> rest);
        if (!Encoding.UTF8.GetString(rest).AsSpan().Trim().IsEmpty)
        {
            throw new InvalidOperationException("SQL string contains more than one statement");
        }

        JsonArray arguments = stmt["args"]!.AsArray();
        if (arguments.Count != statement.ParameterCount)
        {
            throw new InvalidOperationException($"The statement has {statement.ParameterCount} parameters, and {arguments.Count} were given");
        }

        for (int i = 0; i < arguments.Count; i++)
        {
            Bind(statement, i + 1, arguments[i]!);
        }

        JsonArray columns = [.. Enumerable.Range(0, statement.ColumnCount).Select(i => new JsonObject { ["name"] = statement.ColumnName(i), ["decltype"] = null })];
        var rows = new JsonArray();
        while (statement.Step())
        {
            rows.Add(new JsonArray([.. Enumerable.Range(0, columns.Count).Select(i => Value(statement, i))]));
        }

        return new JsonObject
        {
            ["cols"] = columns,
            ["rows"] = rows,
            ["affected_row_count"] = statement.IsReadOnly ? 0 : raw.sqlite3_changes(_handle.Database),
            ["last_insert_rowid"] = raw.sqlite3_last_insert_rowid(_handle.Database).ToString(CultureInfo.InvariantCulture),
        };
    }

    private static void Bind(SqliteStatement statement, int index, JsonNode value)
    {
        switch ((string)value["type"]!)
        {
            case "integer":
                statement.Bind(index, long.Parse((string)value["value"]!, CultureInfo.InvariantCulture));
                break;
            case "float":
                statement.Bind(index, (double)value["value"]!);
                break;
            case "text":
                statement.Bind(index, (string)value["value"]!);
                break;
            case "blob":
                statement.Bind(index, Convert.FromBase64String((string)value["base64"]!));
                break;
            default:
                statement.BindNull(index);
                break;
        }
    }

    private static JsonObject Value(SqliteStatement statement, int column) => statement.TypeOf(column) switch
    {
        raw.SQLITE_INTEGER => new JsonObject { ["type"] = "integer", ["value"] = statement.Integer(column).ToString(CultureInfo.InvariantCulture) },
        raw.SQLITE_FLOAT => new JsonObject { ["type"] = "float", ["value"] = statement.Real(column) },
        raw.SQLITE_TEXT => new JsonObject { ["type"] = "text", ["value"] = statement.Text(column) },
        raw.SQLITE_BLOB => new JsonObject { ["type"] = "blob", ["base64"] = Convert.ToBase64String(statement.Blob(column)).TrimEnd('=') },
        _ => new JsonObject { ["type"] = "null" },
    };
}
