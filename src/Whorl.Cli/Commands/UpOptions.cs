using System.Collections.Immutable;
using Whorl.Runtime.Services;

namespace Whorl.Cli.Commands;

/// <summary>What <c>whorl up</c> was asked for, as given; checked where it is used.</summary>
internal sealed record UpOptions
{
    /// <summary>The folder, manifest or component; null for the current folder.</summary>
    public string? App { get; init; }

    /// <summary>What the program of a command trigger is given.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    public string? Profile { get; init; }

    /// <summary>Whether to run the build commands first.</summary>
    public bool Build { get; init; }

    /// <summary><c>NAME=VALUE</c>, for every component.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary><c>NAME=VALUE</c>, <c>NAME=@file</c>, <c>@file.json</c> or <c>@file.toml</c>.</summary>
    public IReadOnlyList<string> Variables { get; init; } = [];

    /// <summary>The components to serve; empty for all.</summary>
    public IReadOnlyList<string> Components { get; init; } = [];

    public string Listen { get; init; } = "127.0.0.1:3000";

    public bool FindFreePort { get; init; }

    public string? TlsCertificate { get; init; }

    public string? TlsKey { get; init; }

    public bool Json { get; init; }

    public bool Quiet { get; init; }

    /// <summary>Whether to give the components of MQTT triggers a message each, and to end.</summary>
    public bool Test { get; init; }

    /// <summary>Where component output is logged; null for the app's own folder, empty for nowhere.</summary>
    public string? LogFolder { get; init; }

    public bool TruncateLogs { get; init; }

    /// <summary>The components whose output is shown on standard error too.</summary>
    public IReadOnlyList<string> Follow { get; init; } = [];

    public string? StateFolder { get; init; }

    /// <summary>The runtime configuration; null for none.</summary>
    public string? RuntimeConfigFile { get; init; }

    /// <summary><c>KEY=VALUE</c>, for the store <c>default</c>.</summary>
    public IReadOnlyList<string> KeyValues { get; init; } = [];

    /// <summary><c>SQL</c>, or <c>@FILE</c> or <c>@FILE:LABEL</c>.</summary>
    public IReadOnlyList<string> Statements { get; init; } = [];

    /// <summary>How instances of WASI 0.3 components are reused.</summary>
    public ReuseOptions Reuse { get; init; } = new();

    /// <summary>The file of the access log, <c>-</c> for standard output; null for none.</summary>
    public string? AccessLog { get; init; }

    /// <summary><c>combined</c> or <c>json</c>; null for the first.</summary>
    public string? AccessLogFormat { get; init; }

    /// <summary>Where Prometheus asks for metrics; null for nowhere.</summary>
    public string? MetricsListen { get; init; }

    public bool DisableCache { get; init; }

    public bool DisablePooling { get; init; }

    public bool AllowTransientWrite { get; init; }

    /// <summary>Bytes of memory for one instance; null for what the manifest says.</summary>
    public long? MaxInstanceMemory { get; init; }
}
