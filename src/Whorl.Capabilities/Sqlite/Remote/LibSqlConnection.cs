using System.Globalization;
using System.Text.Json;
using Whorl.Capabilities.Calls;

namespace Whorl.Capabilities.Sqlite.Remote;

/// <summary>
/// A connection to a libSQL server: a stream that is begun with the first statement. Servers close streams that are idle for some
/// seconds; outside of a transaction that is not noticed, within one it is an error, and the connection is of no more use.
/// </summary>
internal sealed class LibSqlConnection : ISqliteConnection
{
    private readonly HranaClient _client;
    private readonly Turn _turn;
    private HranaStream? _stream;
    private bool _mayBeInTransaction;
    private bool _isBroken;

    public LibSqlConnection(HranaClient client)
    {
        _client = client;
        _turn = new Turn(End);
    }

    public long LastInsertRowId { get; private set; }

    public long Changes { get; private set; }

    public ValueTask<SqliteRows> ExecuteAsync(string statement, SqliteValue[] parameters, CapabilityCall call) =>
        _turn.RunAsync(() => RunAsync(statement, parameters, call), call.Token);

    public void Dispose() => _turn.Dispose();

    private async ValueTask<SqliteRows> RunAsync(string statement, SqliteValue[] parameters, CapabilityCall call)
    {
        if (_isBroken)
        {
            throw TransactionLost();
        }

        if (statement.Length > _client.Limits.ValueBytes)
        {
            throw new FailureException(FailureKind.TooLarge, $"the statement is longer than {_client.Limits.ValueBytes} bytes");
        }

        while (true)
        {
            HranaStream? stream = _stream;
            try
            {
                using HranaResults results = await SendAsync(stream, json => Write(json, statement, parameters), call.Token).ConfigureAwait(false);
                return Read(results);
            }
            catch (StreamLostException) when (!_mayBeInTransaction && stream is not null)
            {
                // Another one is as good.
                _stream = null;
            }
            catch (StreamLostException)
            {
                _isBroken = true;
                throw TransactionLost();
            }
        }
    }

    private async ValueTask<HranaResults> SendAsync(HranaStream? stream, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        try
        {
            HranaResults results = await _client.SendAsync(stream, write, cancellationToken).ConfigureAwait(false);
            _stream = results.Stream;
            return results;
        }
        catch (Exception e) when (e is not StreamLostException)
        {
            // Nobody knows how far the server came, and its next baton has not arrived.
            _stream = null;
            _isBroken = _mayBeInTransaction;
            throw;
        }
    }

    private void Write(Utf8JsonWriter json, string statement, SqliteValue[] parameters)
    {
        json.WriteStartObject();
        json.WriteString("type", "execute");
        json.WriteStartObject("stmt");
        json.WriteString("sql", statement);
        json.WriteStartArray("args");
        foreach (SqliteValue parameter in parameters)
        {
            HranaValues.Write(json, parameter);
        }

        json.WriteEndArray();
        json.WriteBoolean("want_rows", true);
        json.WriteEndObject();
        json.WriteEndObject();
        if (_client.KnowsAutocommit)
        {
            json.WriteStartObject();
            json.WriteString("type", "get_autocommit");
            json.WriteEndObject();
        }
    }

    private SqliteRows Read(HranaResults results)
    {
        try
        {
            bool isAutocommit = _client.KnowsAutocommit && results[1].Response is { } state && state.GetProperty("is_autocommit").GetBoolean();
            _mayBeInTransaction = !isAutocommit && results.Stream is not null;
            (JsonElement? response, HranaError? error) = results[0];
            return error is null ? ReadRows(response!.Value.GetProperty("result")) : throw error.ToFailure();
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException or FormatException or OverflowException)
        {
            throw _client.Unreadable(e);
        }
    }

    private SqliteRows ReadRows(JsonElement result)
    {
        string[] columns = [.. result.GetProperty("cols").EnumerateArray().Select(column => column.GetProperty("name").GetString() ?? "")];
        var rows = new List<SqliteValue[]>();
        long bytes = 0;
        foreach (JsonElement row in result.GetProperty("rows").EnumerateArray())
        {
            SqliteValue[] values = [.. row.EnumerateArray().Select(HranaValues.Read)];
            bytes += values.Sum(value => (long)value.Size);
            if (bytes > _client.Limits.ResultBytes || rows.Count >= _client.Limits.ResultRows)
            {
                throw new FailureException(FailureKind.TooLarge, $"query result exceeds limit of {_client.Limits.ResultBytes} bytes or {_client.Limits.ResultRows} rows");
            }

            rows.Add(values);
        }

        // What these say of statements that change nothing is not defined; of them the last change is kept.
        long changes = result.GetProperty("affected_row_count").GetInt64();
        if (changes > 0 || columns.Length == 0)
        {
            Changes = changes;
        }

        if (changes > 0 && result.TryGetProperty("last_insert_rowid", out JsonElement rowId) && rowId.ValueKind == JsonValueKind.String)
        {
            LastInsertRowId = long.Parse(rowId.GetString()!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }

        return new SqliteRows(columns, rows);
    }

    private void End()
    {
        if (_stream is { } stream)
        {
            _stream = null;
            _ = CloseAsync(stream);
        }
    }

    /// <summary>Lets the server roll back and close at once what it would close after some seconds.</summary>
    private async Task CloseAsync(HranaStream stream)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            (await _client.SendAsync(stream, WriteClose, patience.Token).ConfigureAwait(false)).Dispose();
        }
        catch (Exception e) when (e is FailureException or StreamLostException or OperationCanceledException or ObjectDisposedException)
        {
            // It is closed when the server finds it idle.
        }

        static void WriteClose(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteString("type", "close");
            json.WriteEndObject();
        }
    }

    private static FailureException TransactionLost() =>
        new(FailureKind.Unavailable, "the connection was lost in a transaction, which is rolled back; open another one");
}
