using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using Npgsql;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Databases;

namespace Whorl.Capabilities.Postgres;

/// <summary>A guest's connection to PostgreSQL.</summary>
internal sealed class PostgresSession(NpgsqlDataSource pool) : SqlSession(pool)
{
    protected override DbParameter ParameterOf(object? value) => PostgresTypes.Parameter(value);

    protected override SqlColumn ColumnOf(DbDataReader reader, int index) => PostgresTypes.Column(reader, index);

    protected override object? Read(DbDataReader reader, int index, SqlType type) => PostgresTypes.Read(reader, index, type);

    protected override FailureException? Explain(Exception exception) => exception switch
    {
        PostgresException e when IsEndOfConnection(e.SqlState) => new FailureException(FailureKind.Unavailable, $"{Where} ended the connection: {e.MessageText}", e),
        PostgresException e => new FailureException(Describe(e), e),
        NpgsqlException or IOException or SocketException or InvalidOperationException =>
            new FailureException(FailureKind.Unavailable, $"the connection to {Where} failed: {exception.Message}", exception),
        _ => null,
    };

    // What breaks the protocol (08P01) is a statement with another number of parameters than it was given; the connection goes on.
    private static bool IsEndOfConnection(string state) =>
        state is "57P01" or "57P02" or "57P03" || (state.StartsWith("08", StringComparison.Ordinal) && state != "08P01");

    private static SqlFailure Describe(PostgresException e)
    {
        var extras = new List<(string, string)>();
        Add("column", e.ColumnName);
        Add("constraint", e.ConstraintName);
        Add("routine", e.Routine);
        Add("hint", e.Hint);
        Add("table", e.TableName);
        Add("datatype", e.DataTypeName);
        Add("schema", e.SchemaName);
        Add("file", e.File);
        Add("line", e.Line);
        Add("where_", e.Where);
        return new SqlFailure(
            string.Create(CultureInfo.InvariantCulture, $"{e.Severity}: {e.MessageText} ({e.SqlState})"), e.Severity, e.SqlState, e.MessageText, e.Detail, [.. extras]);

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                extras.Add((name, value));
            }
        }
    }
}
