namespace Whorl.Cli.Commands;

/// <summary>The values of <c>--format</c>.</summary>
internal static class OutputFormat
{
    /// <exception cref="CommandException">It is neither <c>plain</c> nor <c>json</c>.</exception>
    public static bool IsJson(string? format) => format switch
    {
        null or "plain" => false,
        "json" => true,
        _ => throw new CommandException($"--format {format} is not a format.", "Use plain or json."),
    };
}
