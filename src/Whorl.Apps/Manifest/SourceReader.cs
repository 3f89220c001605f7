using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest;

/// <summary>Reads where the Wasm of a component comes from.</summary>
internal static class SourceReader
{
    private const string Forms =
        "Write a path, { url = \"https://...\", digest = \"sha256:...\" } or { package = \"ns:name\", version = \"1.2.3\" }.";

    /// <summary>Reads the key <c>source</c>; null when it is absent or wrong.</summary>
    public static ComponentSource? Read(TableReader owner)
    {
        if (!owner.TryGet("source", out var entry))
        {
            return null;
        }

        switch (entry.Value)
        {
            case TomlText { Value: "" }:
                owner.Diagnostics.Error(DiagnosticCode.BadSource, entry.Value.Location, $"`source` of {owner.Name} is empty", Forms);
                return null;
            case TomlText path:
                return new ComponentSource.Local(path.Value);
            case TomlTable table:
                return ReadTable(new TableReader(table, $"`source` of {owner.Name}", owner.Diagnostics));
            default:
                owner.WrongType(entry, "a string or a table", Forms);
                return null;
        }
    }

    /// <summary>Reads an <c>http</c> or <c>https</c> URL with its digest; null when either is wrong.</summary>
    public static (Uri Url, string Digest)? ReadDownload(TableReader reader)
    {
        var url = reader.RequiredText("url", "Add url = \"https://...\".");
        var digest = reader.RequiredText("digest", "Add digest = \"sha256:...\": what a URL leads to may change.");
        Uri? address = null;
        if (url is { } u
            && !(Uri.TryCreate(u.Value, UriKind.Absolute, out address) && address.Scheme is "http" or "https"))
        {
            reader.Diagnostics.Error(DiagnosticCode.BadSource, u.Location, $"`url` \"{u.Value}\" is not an absolute http or https URL");
            address = null;
        }

        string? hex = null;
        if (digest is { } d && !Digests.TryParse(d.Value, out hex))
        {
            reader.Diagnostics.Error(
                DiagnosticCode.BadSource,
                d.Location,
                $"`digest` \"{d.Value}\" is not `sha256:` and 64 hex digits",
                "Download the file and write the digest that `sha256sum` prints, after `sha256:`.");
        }

        return address is not null && hex is not null ? (address, hex) : null;
    }

    /// <summary>Reports a package name that is not <c>namespace:name</c>.</summary>
    public static bool CheckPackage(Located<string> package, DiagnosticBag diagnostics)
    {
        if (package.Value.Split(':') is [var ns, var name] && Identifiers.IsKebab(ns) && Identifiers.IsKebab(name))
        {
            return true;
        }

        diagnostics.Error(
            DiagnosticCode.BadSource,
            package.Location,
            $"`package` \"{package.Value}\" is not a package name",
            "Write `namespace:name`, both in kebab-case.");
        return false;
    }

    private static ComponentSource? ReadTable(TableReader reader)
    {
        ComponentSource? source = null;
        var isDownload = reader.TryGet("url", out _) | reader.TryGet("digest", out _);
        var isPackage = reader.TryGet("package", out _) | reader.TryGet("version", out _) | reader.TryGet("registry", out _);
        if (isDownload == isPackage)
        {
            reader.Diagnostics.Error(
                DiagnosticCode.BadSource,
                reader.Location,
                $"{reader.Name} {(isDownload ? "is both a URL and a package" : "says nothing")}",
                Forms);
        }
        else if (isDownload)
        {
            source = ReadDownload(reader) is var (url, digest) ? new ComponentSource.Download(url, digest) : null;
        }
        else
        {
            source = ReadPackage(reader);
        }

        reader.Finish();
        return source;
    }

    private static ComponentSource.Registered? ReadPackage(TableReader reader)
    {
        var package = reader.RequiredText("package", "Add package = \"namespace:name\".");
        var version = reader.RequiredText("version", "Add version = \"1.2.3\".");
        var registry = reader.Text("registry");
        var isGood = package is { } p && CheckPackage(p, reader.Diagnostics);
        if (version is { } v && !SemanticVersion.TryParse(v.Value, out _))
        {
            reader.Diagnostics.Error(
                DiagnosticCode.BadSource,
                v.Location,
                $"`version` \"{v.Value}\" is not an exact semantic version",
                "Write three numbers, such as \"1.2.3\".");
            isGood = false;
        }

        return isGood && version is { } exact
            ? new ComponentSource.Registered(registry?.Value, package!.Value.Value, exact.Value)
            : null;
    }
}
