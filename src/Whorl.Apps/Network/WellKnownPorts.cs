namespace Whorl.Apps.Network;

/// <summary>The ports that schemes have when a URL names none.</summary>
internal static class WellKnownPorts
{
    public static ushort? Of(string scheme) => scheme switch
    {
        "http" => 80,
        "https" => 443,
        "postgres" => 5432,
        "mysql" => 3306,
        "redis" => 6379,
        "mqtt" => 1883,
        _ => null,
    };
}
