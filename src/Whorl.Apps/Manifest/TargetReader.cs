using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest;

/// <summary>Reads the environments that an app or a component is meant for.</summary>
internal static class TargetReader
{
    public static List<TargetEnvironment> Read(TableReader owner)
    {
        var targets = new List<TargetEnvironment>();
        foreach (var item in owner.Array("targets"))
        {
            switch (item)
            {
                case TomlText name:
                    targets.Add(new TargetEnvironment.Named(name.Value));
                    break;
                case TomlTable table:
                    if (ReadTable(new TableReader(table, $"an entry of `targets` of {owner.Name}", owner.Diagnostics)) is { } target)
                    {
                        targets.Add(target);
                    }

                    break;
                default:
                    owner.Diagnostics.Error(
                        DiagnosticCode.WrongType,
                        item.Location,
                        $"every element of `targets` in {owner.Name} must be a string or a table, but this one is {item.Kind}",
                        "Write \"name:version\", { url = \"...\" } or { path = \"...\" }.");
                    break;
            }
        }

        return targets;
    }

    private static TargetEnvironment? ReadTable(TableReader reader)
    {
        var url = reader.Text("url");
        var path = reader.Text("path");
        reader.Finish();
        if (url is null == path is null)
        {
            reader.Diagnostics.Error(
                DiagnosticCode.ConflictingKeys, reader.Location, $"{reader.Name} must have either `url` or `path`");
            return null;
        }

        return url is { } u ? new TargetEnvironment.Online(u.Value) : new TargetEnvironment.File(path!.Value.Value);
    }
}
