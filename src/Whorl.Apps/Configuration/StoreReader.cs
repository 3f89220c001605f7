namespace Whorl.Apps.Configuration;

/// <summary>Reads where stores and databases are kept.</summary>
internal static class StoreReader
{
    public static KeyValueStoreConfig ReadKeyValue(ConfigTable table)
    {
        string? type = table.Type("spin", "redis", "postgres", "azure_cosmos", "aws_dynamo");
        KeyValueStoreConfig config = type switch
        {
            "redis" => new KeyValueStoreConfig.Redis(table.Location, table.Required("url")),
            "postgres" => new KeyValueStoreConfig.Postgres(table.Location, table.Required("url")),
            "azure_cosmos" => ReadCosmos(table),
            "aws_dynamo" => ReadDynamo(table),
            _ => new KeyValueStoreConfig.Sqlite(table.Location, table.Path("path")),
        };
        table.FinishIf(type is not null);
        return config;
    }

    public static SqliteDatabaseConfig ReadSqlite(ConfigTable table)
    {
        string? type = table.Type("spin", "libsql");
        SqliteDatabaseConfig config = type == "libsql"
            ? new SqliteDatabaseConfig.LibSql(table.Location, table.Url("url"), table.RequiredToken("token", mayBeEmpty: true))
            : new SqliteDatabaseConfig.Local(table.Location, table.Path("path"));
        if (type == "spin" && table.Boolean("allow_attach_file") == true)
        {
            table.Bad(
                table.Location,
                $"{table.Name} has `allow_attach_file = true`, which is not supported: an app could read every file that this process can",
                "Leave it out, and give the component a database of its own for each file.");
        }

        table.FinishIf(type is not null);
        return config;
    }

    private static KeyValueStoreConfig.Unsupported ReadCosmos(ConfigTable table)
    {
        table.Text("key");
        table.Required("account");
        table.Required("database");
        table.Required("container");
        return new KeyValueStoreConfig.Unsupported(table.Location, "azure_cosmos");
    }

    private static KeyValueStoreConfig.Unsupported ReadDynamo(ConfigTable table)
    {
        table.Text("access_key");
        table.Text("secret_key");
        table.Text("token");
        table.Required("region");
        table.Boolean("consistent_read");
        table.Required("table");
        return new KeyValueStoreConfig.Unsupported(table.Location, "aws_dynamo");
    }
}
