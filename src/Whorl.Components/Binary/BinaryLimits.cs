namespace Whorl.Components.Binary;

/// <summary>
/// Bounds on what a component may hold. They are far above what toolchains emit; their purpose is that hostile input
/// cannot make decoding slow or large.
/// </summary>
internal static class BinaryLimits
{
    public const int Definitions = 1_000_000;
    public const int Modules = 1_000;
    public const int Components = 1_000;
    public const int Instances = 1_000;
    public const int NestingDepth = 100;
    public const int Labels = 10_000;
    public const int Flags = 1_000;
    public const int Parameters = 1_000;
    public const int CanonicalOptions = 10;
    public const int Arguments = 100_000;
    public const int CoreTypeParts = 10_000;
    public const int SubtypingDepth = 63;

    /// <summary>Nodes of one type when shared parts are written out.</summary>
    public const int TypeSize = 1_000_000;

    /// <summary>Steps of walking over types (comparing, substituting, looking for resources) in one component.</summary>
    public const long TypeWork = 20_000_000;

    /// <summary>Bytes of one value in memory (canonical ABI: MAX_LIST_BYTE_LENGTH).</summary>
    public const long ValueBytes = 1 << 28;
}
