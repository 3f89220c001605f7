using Whorl.Apps.Diagnostics;
using Whorl.Apps.Limits;
using Whorl.Apps.Toml;

namespace Whorl.Apps.Manifest;

/// <summary>
/// Reads <c>tool.whorl</c> of the app or of a component. Spin ignores every <c>tool</c> table, so that a manifest with
/// settings for Whorl is still one for Spin; the tables of other tools are theirs.
/// </summary>
internal static class ToolReader
{
    public static LimitsConfig ReadLimits(TableReader owner)
    {
        if (owner.Table("tool") is not { } tools)
        {
            return new LimitsConfig();
        }

        var reader = new TableReader(tools, $"`tool` of {owner.Name}", owner.Diagnostics);
        foreach (var tool in tools.Entries.Where(t => t.Key != "whorl"))
        {
            reader.Table(tool.Key);
            if (NearestMatch.Find(tool.Key, ["whorl"]) is { } meant)
            {
                owner.Diagnostics.Warning(
                    DiagnosticCode.UnknownKey, tool.KeyLocation, $"`tool.{tool.Key}` of {owner.Name} belongs to another tool, so that nothing in it counts", $"Did you mean `{meant}`?");
            }
        }

        if (reader.Table("whorl") is not { } whorl)
        {
            return new LimitsConfig();
        }

        var whorlReader = new TableReader(whorl, $"`tool.whorl` of {owner.Name}", owner.Diagnostics);
        var limits = whorlReader.Table("limits");
        whorlReader.Finish();
        return limits is null
            ? new LimitsConfig()
            : LimitsReader.Read(new TableReader(limits, $"`tool.whorl.limits` of {owner.Name}", owner.Diagnostics));
    }
}
