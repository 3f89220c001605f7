using System.Text.Json;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Variables;

/// <summary>Reads the arguments of <c>--variable</c>: <c>k=v</c>, <c>k=@file</c>, <c>@file.json</c> and <c>@file.toml</c>.</summary>
public static class VariableArguments
{
    private const string ProviderName = "--variable";

    /// <summary>Reads the arguments; of several values for a variable the last one counts.</summary>
    /// <param name="arguments">The arguments, without the option's name.</param>
    /// <param name="folder">What relative paths in them start from.</param>
    /// <exception cref="AppException">Some cannot be understood, or a file not be read. Tells of all, and shows no values.</exception>
    public static StaticVariableProvider Parse(IEnumerable<string> arguments, string folder)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var diagnostics = new DiagnosticBag(file: null);
        foreach (var argument in arguments)
        {
            if (argument.StartsWith('@'))
            {
                ReadFile(Path.Combine(folder, argument[1..]), values, diagnostics);
                continue;
            }

            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                // What was given may be a secret without its name.
                diagnostics.Error(
                    DiagnosticCode.BadVariableArgument,
                    default,
                    "an argument of --variable has no name",
                    "Write --variable name=value, name=@file, @file.json or @file.toml.");
                continue;
            }

            var (name, value) = (argument[..equals], argument[(equals + 1)..]);
            if (VariableName.FindError(name) is { } error)
            {
                diagnostics.Error(DiagnosticCode.BadVariableArgument, default, $"`{name}` in --variable is not a variable name: {error}");
            }
            else if (!value.StartsWith('@'))
            {
                values[name] = value;
            }
            else if (ReadText(Path.Combine(folder, value[1..]), diagnostics) is { } text)
            {
                values[name] = text;
            }
        }

        return diagnostics.HasErrors ? throw new AppException(diagnostics.ToImmutable()) : new StaticVariableProvider(ProviderName, values);
    }

    private static void ReadFile(string path, Dictionary<string, string> values, DiagnosticBag diagnostics)
    {
        var extension = Path.GetExtension(path);
        if (extension is not (".json" or ".toml"))
        {
            diagnostics.Error(
                DiagnosticCode.BadVariableArgument,
                default,
                $"--variable @{path}: a file of variables ends in .json or .toml",
                "To give one variable the content of a file, write --variable name=@file.");
        }
        else if (ReadText(path, diagnostics) is { } text)
        {
            var inFile = new DiagnosticBag(path);
            foreach (var (name, value) in extension == ".json" ? ReadJson(text, inFile) : ReadToml(text, inFile))
            {
                values[name] = value;
            }

            diagnostics.AddRange(inFile);
        }
    }

    private static List<(string Name, string Value)> ReadJson(string text, DiagnosticBag diagnostics)
    {
        var values = new List<(string, string)>();
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                diagnostics.Error(DiagnosticCode.BadVariableArgument, default, "the file must hold one JSON object");
                return values;
            }

            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Value.ValueKind == JsonValueKind.String)
                {
                    values.Add((property.Name, property.Value.GetString()!));
                }
                else
                {
                    diagnostics.Error(
                        DiagnosticCode.BadVariableArgument,
                        default,
                        $"`{property.Name}` must be a string",
                        "Put the value in quotes.");
                }
            }
        }
        catch (JsonException e)
        {
            // The exception's own message may quote the text.
            diagnostics.Error(
                DiagnosticCode.BadVariableArgument,
                new SourceLocation((int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1),
                "the file is not valid JSON");
        }

        return values;
    }

    private static List<(string Name, string Value)> ReadToml(string text, DiagnosticBag diagnostics)
    {
        var values = new List<(string, string)>();
        var syntax = new DiagnosticBag(file: null);
        if (TomlReader.Read(text, syntax) is not { } table)
        {
            // The parser's messages may quote the text.
            diagnostics.Error(DiagnosticCode.BadVariableArgument, syntax.ToImmutable()[0].Location, "the file is not valid TOML");
            return values;
        }

        var reader = new TableReader(table, "the file", diagnostics);
        foreach (var entry in table.Entries)
        {
            if (reader.Text(entry.Key) is { } value)
            {
                values.Add((entry.Key, value.Value));
            }
        }

        return values;
    }

    private static string? ReadText(string path, DiagnosticBag diagnostics)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            diagnostics.Error(DiagnosticCode.UnreadableFile, default, $"cannot read {path} of --variable: {e.Message}");
            return null;
        }
    }
}
