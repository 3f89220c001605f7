using System.Collections.Immutable;
using Whorl.Components.Binary;

namespace Whorl.Components.Inspection;

/// <summary>What a binary says made it, in its <c>producers</c> section. Nothing holds it to the truth.</summary>
/// <param name="Languages">The languages of its sources.</param>
/// <param name="ProcessedBy">The tools that it went through.</param>
/// <param name="Sdks">The development kits that it was made with.</param>
public sealed record Toolchain(
    ImmutableArray<ToolchainEntry> Languages, ImmutableArray<ToolchainEntry> ProcessedBy, ImmutableArray<ToolchainEntry> Sdks)
{
    internal const string SectionName = "producers";

    /// <summary>The toolchain of a binary that says nothing.</summary>
    public static Toolchain Unknown { get; } = new([], [], []);

    /// <summary>Whether the binary says nothing.</summary>
    public bool IsUnknown => Languages.IsEmpty && ProcessedBy.IsEmpty && Sdks.IsEmpty;

    /// <summary>What this and another say together, each entry once.</summary>
    public Toolchain With(Toolchain other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new Toolchain(
            [.. Languages.Union(other.Languages)], [.. ProcessedBy.Union(other.ProcessedBy)], [.. Sdks.Union(other.Sdks)]);
    }

    /// <summary>Reads a section. It is only a courtesy: a malformed one is as good as none.</summary>
    internal static Toolchain Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return ReadFields(new ByteReader(bytes, 0));
        }
        catch (InvalidComponentException)
        {
            return Unknown;
        }
    }

    private static Toolchain ReadFields(ByteReader reader)
    {
        var toolchain = Unknown;
        var count = reader.ReadCount(BinaryLimits.Labels, "field");
        for (var i = 0; i < count; i++)
        {
            var field = reader.ReadName();
            var entries = ReadEntries(ref reader);
            toolchain = field switch
            {
                "language" => toolchain with { Languages = entries },
                "processed-by" => toolchain with { ProcessedBy = entries },
                "sdk" => toolchain with { Sdks = entries },
                _ => toolchain,
            };
        }

        return toolchain;
    }

    private static ImmutableArray<ToolchainEntry> ReadEntries(ref ByteReader reader)
    {
        var entries = ImmutableArray.CreateBuilder<ToolchainEntry>();
        var count = reader.ReadCount(BinaryLimits.Labels, "field value");
        for (var i = 0; i < count; i++)
        {
            entries.Add(new ToolchainEntry(reader.ReadName(), reader.ReadName()));
        }

        return entries.ToImmutable();
    }
}
