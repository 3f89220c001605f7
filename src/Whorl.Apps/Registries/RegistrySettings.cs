using System.Collections.Immutable;

namespace Whorl.Apps.Registries;

/// <summary>How to get at one registry, as the user configured it.</summary>
internal sealed record RegistrySettings
{
    public const string Local = "local";

    public static RegistrySettings None { get; } = new();

    /// <summary>What the registry is: <c>oci</c>, or <c>local</c> for a folder; null to ask it.</summary>
    public string? Backend { get; init; }

    /// <summary>The folder of a local one.</summary>
    public string? LocalRoot { get; init; }

    /// <summary>What it knows the user by.</summary>
    public Credentials.Basic? Credentials { get; init; }

    /// <summary>Whether to do without encryption; null to decide by where it is.</summary>
    public bool? IsPlain { get; init; }

    /// <summary>Whether any certificate will do.</summary>
    public bool AcceptsAnyCertificate { get; init; }

    /// <summary>Further roots that certificates may come from, each as DER.</summary>
    public ImmutableArray<byte[]> Roots { get; init; } = [];
}
