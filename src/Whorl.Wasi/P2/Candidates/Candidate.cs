using System.Collections.Frozen;
using System.Collections.Immutable;
using Whorl.Components.Hosting;

namespace Whorl.Wasi.P2.Candidates;

/// <summary>
/// A release candidate of WASI 0.2.0. Its interfaces are made of those of the releases: most functions are the same, and so is the code
/// that runs them.
/// </summary>
internal sealed class Candidate
{
    private readonly string _version;
    private readonly FrozenDictionary<HostInterface, HostInterface> _interfaces;

    /// <param name="version">Its version.</param>
    /// <param name="changes">
    /// For an interface of the releases, what the candidate has besides or instead. Functions that belong to a resource are written as its
    /// name and theirs, <c>fields-set</c>; a constructor as <c>new-fields</c>.
    /// </param>
    private Candidate(string version, params ReadOnlySpan<(HostInterface Released, HostInterface[] Changes)> changes)
    {
        _version = version;
        var changed = changes.ToArray().ToDictionary(c => c.Released, c => c.Changes);
        _interfaces = Interfaces.All.ToFrozenDictionary(i => i, i => Make(i, changed.GetValueOrDefault(i, [])));
    }

    /// <summary>The candidate of November 2023: the releases but for little.</summary>
    public static Candidate November { get; } = new(
        "0.2.0-rc-2023-11-10",
        (Http.Types.Glue.Interface, [P2.November.HttpTypes.Glue.Interface]),
        (Sockets.Tcp.Glue.Interface, [P2.November.Tcp.Glue.Interface]),
        (Sockets.Udp.Glue.Interface, [P2.November.Udp.Glue.Interface]));

    /// <summary>The candidate of October 2023.</summary>
    public static Candidate October { get; } = new(
        "0.2.0-rc-2023-10-18",
        (Io.Poll.Glue.Interface, [P2.October.Poll.Glue.Interface]),
        (Io.Streams.Glue.Interface, [Io.Error.Glue.Interface, P2.October.Streams.Glue.Interface]),
        (Clocks.MonotonicClock.Glue.Interface, [P2.October.MonotonicClock.Glue.Interface]),
        (Filesystem.Types.Glue.Interface, [P2.October.FilesystemTypes.Glue.Interface]),
        (Http.Types.Glue.Interface, [P2.October.HttpTypes.Glue.Interface]),
        (Http.OutgoingHandler.Glue.Interface, [P2.October.OutgoingHandler.Glue.Interface]),
        (Sockets.Tcp.Glue.Interface, [P2.October.Tcp.Glue.Interface]),
        (Sockets.Udp.Glue.Interface, [P2.October.Udp.Glue.Interface]),
        (Sockets.IpNameLookup.Glue.Interface, [P2.October.IpNameLookup.Glue.Interface]));

    /// <summary>The candidate's interfaces.</summary>
    public IEnumerable<HostInterface> All => _interfaces.Values;

    /// <summary>The full name of an interface of the candidate.</summary>
    /// <param name="name">Its name without a version.</param>
    public string NameOf(string name) => $"{name}@{_version}";

    /// <summary>The candidate's interface for one of the releases.</summary>
    public HostInterface Of(HostInterface released) => _interfaces[released];

    private HostInterface Make(HostInterface released, HostInterface[] changes)
    {
        var functions = released.Functions.ToDictionary(f => f.Name, StringComparer.Ordinal);

        // The longest name first: one resource's can be the beginning of another's.
        ImmutableArray<HostResource> resources = [.. released.Resources.OrderByDescending(r => r.Name.Length)];
        foreach (HostFunction function in changes.SelectMany(c => c.Functions))
        {
            string name = OriginalName(function, resources);
            functions[name] = new HostFunction(name, function.Signature, function.Entry);
        }

        string baseName = released.Name[..released.Name.IndexOf('@', StringComparison.Ordinal)];
        return new HostInterface(NameOf(baseName), [.. released.Resources, .. changes.SelectMany(c => c.Resources)], [.. functions.Values]);
    }

    private static string OriginalName(HostFunction function, ImmutableArray<HostResource> resources)
    {
        foreach (HostResource resource in resources)
        {
            if (function.Name == "new-" + resource.Name)
            {
                return $"[constructor]{resource.Name}";
            }

            if (function.Name.StartsWith(resource.Name + '-', StringComparison.Ordinal))
            {
                string kind = function.Signature.StartsWith("func(self:", StringComparison.Ordinal) ? "method" : "static";
                return $"[{kind}]{resource.Name}.{function.Name[(resource.Name.Length + 1)..]}";
            }
        }

        return function.Name;
    }
}
