namespace Whorl.Cli.Serving;

/// <summary>Reads the values of <c>--sqlite</c>.</summary>
internal static class SqliteArgument
{
    private const string DefaultLabel = "default";

    /// <summary>SQL as it is; <c>@FILE</c> for the content of a file; <c>@FILE:LABEL</c> for it in another database.</summary>
    /// <returns>The label of the database, and the SQL.</returns>
    public static KeyValuePair<string, string> Parse(string argument)
    {
        if (!argument.StartsWith('@'))
        {
            return KeyValuePair.Create(DefaultLabel, argument);
        }

        string path = argument[1..];
        string label = DefaultLabel;
        if (!File.Exists(path) && path.LastIndexOf(':') is > 0 and var colon)
        {
            (path, label) = (path[..colon], path[(colon + 1)..]);
        }

        try
        {
            return KeyValuePair.Create(label, File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"--sqlite {argument}: {e.Message}", "Write --sqlite \"SQL\", --sqlite @FILE or --sqlite @FILE:LABEL.", e);
        }
    }
}
