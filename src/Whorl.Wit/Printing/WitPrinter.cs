using Whorl.Wit.Model;

namespace Whorl.Wit.Printing;

/// <summary>
/// Prints resolved packages as WIT. A world is printed whole: its includes are spelled out, and so are the imports that its types need.
/// Printing what was parsed from printed text gives the same text.
/// </summary>
public sealed class WitPrinter
{
    private readonly IndentedText _text = new();
    private readonly TypeText _types = new();

    private WitPrinter()
    {
    }

    /// <summary>Prints one package as a file.</summary>
    public static string Print(WitPackage package)
    {
        var printer = new WitPrinter();
        printer._text.Docs(package.Docs);
        printer._text.Line($"package {TypeText.Package(package.Name)};");
        printer.PrintItems(package, isNested: false);
        return printer._text.ToString();
    }

    /// <summary>Prints all packages as one file: the root, if there is one, then the others as blocks.</summary>
    public static string Print(WitResolution resolution)
    {
        var text = resolution.Root is { } root ? Print(root) : "";
        foreach (var package in resolution.Packages.Where(p => p != resolution.Root))
        {
            var printer = new WitPrinter();
            printer._text.Docs(package.Docs);
            printer._text.Open($"package {TypeText.Package(package.Name)}");
            printer.PrintItems(package, isNested: true);
            printer._text.Close();
            text += (text.Length > 0 ? "\n" : "") + printer._text;
        }

        return text;
    }

    private void PrintItems(WitPackage package, bool isNested)
    {
        var isFirst = isNested;
        foreach (var item in package.Interfaces)
        {
            Separate(ref isFirst);
            PrintHeader(item.Docs, item.Stability, null);
            _text.Open($"interface {TypeText.Name(item.Name!)}");
            PrintBody(item);
            _text.Close();
        }

        foreach (var world in package.Worlds)
        {
            Separate(ref isFirst);
            PrintHeader(world.Docs, world.Stability, null);
            _text.Open($"world {TypeText.Name(world.Name)}");
            PrintWorld(world);
            _text.Close();
        }
    }

    private void PrintWorld(WitWorld world)
    {
        PrintTypes(world.Types, world.Package);
        foreach (var item in world.Imports)
        {
            PrintExtern("import", item, world.Package);
        }

        foreach (var item in world.Exports)
        {
            PrintExtern("export", item, world.Package);
        }
    }

    private void PrintExtern(string keyword, WitWorldItem item, WitPackage package)
    {
        if (item is WitWorldItem.OfFunction { Function.Resource: not null })
        {
            return;
        }

        PrintHeader(item.Docs, item.Stability, item.ExternalId);
        switch (item)
        {
            case WitWorldItem.OfFunction function:
                _text.Line($"{keyword} {TypeText.Name(item.Name)}: {_types.Function(function.Function)};");
                break;
            case WitWorldItem.OfInterface { Interface.Name: null } inline:
                _text.Open($"{keyword} {TypeText.Name(item.Name)}: interface");
                PrintBody(inline.Interface);
                _text.Close();
                break;
            case WitWorldItem.OfInterface named:
                var name = item.HasPlainName ? TypeText.Name(item.Name) + ": " : "";
                _text.Line($"{keyword} {name}{TypeText.Path(named.Interface, package)};");
                break;
        }
    }

    private void PrintBody(WitInterface body)
    {
        PrintTypes(body.Types, body.Package);
        foreach (var function in body.Functions.Where(f => f.Resource is null))
        {
            PrintHeader(function.Docs, function.Stability, function.ExternalId);
            _text.Line($"{TypeText.Name(function.Name)}: {_types.Function(function)};");
        }
    }

    private void PrintTypes(IEnumerable<WitTypeDefinition> types, WitPackage package)
    {
        foreach (var type in types)
        {
            PrintHeader(type.Docs, type.Stability, type.ExternalId);
            PrintType(type, package);
        }
    }

    private void PrintType(WitTypeDefinition type, WitPackage package)
    {
        var name = TypeText.Name(type.Name);
        switch (type.Kind)
        {
            case WitTypeKind.Use use:
                var alias = use.Definition.Name == type.Name ? "" : " as " + name;
                _text.Line($"use {TypeText.Path(use.Definition.Interface!, package)}.{{{TypeText.Name(use.Definition.Name)}{alias}}};");
                break;
            case WitTypeKind.Alias target:
                _text.Line($"type {name} = {_types.AliasTarget(target)};");
                break;
            case WitTypeKind.Record record:
                PrintMembers($"record {name}", record.Fields.Select(f => (f.Docs, $"{TypeText.Name(f.Name)}: {_types.Type(f.Type)}")));
                break;
            case WitTypeKind.Variant variant:
                PrintMembers($"variant {name}", variant.Cases.Select(c =>
                    (c.Docs, TypeText.Name(c.Name) + (c.Type is null ? "" : $"({_types.Type(c.Type)})"))));
                break;
            case WitTypeKind.Enum labels:
                PrintMembers($"enum {name}", labels.Cases.Select(c => (c.Docs, TypeText.Name(c.Name))));
                break;
            case WitTypeKind.Flags flags:
                PrintMembers($"flags {name}", flags.Labels.Select(l => (l.Docs, TypeText.Name(l.Name))));
                break;
            case WitTypeKind.Resource resource:
                PrintResource(name, resource);
                break;
        }
    }

    private void PrintMembers(string header, IEnumerable<(string Docs, string Text)> members)
    {
        _text.Open(header);
        foreach (var (docs, member) in members)
        {
            _text.Docs(docs);
            _text.Line(member + ",");
        }

        _text.Close();
    }

    private void PrintResource(string name, WitTypeKind.Resource resource)
    {
        if (resource.Functions.Length == 0)
        {
            _text.Line($"resource {name};");
            return;
        }

        _text.Open($"resource {name}");
        foreach (var function in resource.Functions)
        {
            PrintHeader(function.Docs, function.Stability, function.ExternalId);
            _text.Line(_types.ResourceFunction(function) + ";");
        }

        _text.Close();
    }

    private void PrintHeader(string docs, WitStability stability, string? externalId)
    {
        _text.Docs(docs);
        if (stability.Since is not null)
        {
            _text.Line($"@since(version = {stability.Since})");
        }

        if (stability.Feature is not null)
        {
            _text.Line($"@unstable(feature = {TypeText.Name(stability.Feature)})");
        }

        if (stability.Deprecated is not null)
        {
            _text.Line($"@deprecated(version = {stability.Deprecated})");
        }

        if (externalId is not null)
        {
            _text.Line($"@external-id({StringLiteralWriter.Write(externalId)})");
        }
    }

    private void Separate(ref bool isFirst)
    {
        if (!isFirst)
        {
            _text.Line("");
        }

        isFirst = false;
    }
}
