using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest;

/// <summary>Reads a response that needs no component.</summary>
internal static class StaticResponseReader
{
    // HTTP: tchar
    private static readonly SearchValues<char> s_tokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static StaticResponse Read(TableReader reader)
    {
        var status = ReadStatus(reader);
        var headers = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var (name, value) in reader.TextTable("headers"))
        {
            if (name.Value.Length == 0 || name.Value.AsSpan().ContainsAnyExcept(s_tokenCharacters))
            {
                Bad(reader, name.Location, $"`{name.Value}` is not a header name");
            }
            else if (value.Value.Any(c => c is < ' ' and not '\t' or '\x7f'))
            {
                Bad(reader, value.Location, $"the value of header `{name.Value}` has control characters");
            }

            headers.Add(new(name.Value, value.Value));
        }

        var body = reader.Text("body")?.Value;

        // Spin reads past keys that it does not know here.
        reader.Finish(DiagnosticSeverity.Warning);
        return new StaticResponse { StatusCode = status, Headers = headers.ToImmutable(), Body = body };
    }

    private static int ReadStatus(TableReader reader)
    {
        if (!reader.TryGet("status_code", out var entry))
        {
            return 200;
        }

        if (entry.Value is not TomlInteger status)
        {
            reader.WrongType(entry, "an integer");
            return 200;
        }

        if (status.Value is < 200 or > 999)
        {
            var value = status.Value.ToString(CultureInfo.InvariantCulture);
            Bad(reader, status.Location, $"`status_code` of {reader.Name} is {value}; it must be from 200 to 999");
            return 200;
        }

        return (int)status.Value;
    }

    private static void Bad(TableReader reader, SourceLocation location, string message) =>
        reader.Diagnostics.Error(DiagnosticCode.BadStaticResponse, location, message);
}
