using System.Reflection;
using Whorl.Components.Hosting;
using Whorl.Wasi.P2.Candidates;

namespace Whorl.Wasi.Tests.P2;

/// <summary>Holds what is offered of the release candidates to their own WIT, of which the build makes bindings for these tests.</summary>
public sealed class CandidateTests
{
    [Theory]
    [InlineData("October", "0.2.0-rc-2023-10-18")]
    [InlineData("November", "0.2.0-rc-2023-11-10")]
    public void Candidate_OffersEveryFunctionAndResource_WithItsType(string month, string version)
    {
        var offered = (month == "October" ? Candidate.October : Candidate.November).All.ToDictionary(i => i.Name, StringComparer.Ordinal);
        IReadOnlyList<HostInterface> wanted = [.. InterfacesIn($"Whorl.Wasi.Tests.Candidates.{month}.")];

        Assert.InRange(wanted.Count, 28, 30);
        Assert.All(wanted, i => Assert.EndsWith("@" + version, i.Name, StringComparison.Ordinal));
        Assert.Empty(wanted.SelectMany(i => Missing(i, offered[i.Name])));
    }

    [Theory]
    [InlineData("October", "[method]output-stream.splice", "src:own<input-stream>")]
    [InlineData("November", "[method]output-stream.splice", "src:borrow<input-stream>")]
    public void Candidates_DoNotChangeEachOther(string month, string function, string parameter)
    {
        Candidate candidate = month == "October" ? Candidate.October : Candidate.November;
        HostInterface streams = candidate.Of(Whorl.Wasi.P2.Io.Streams.Glue.Interface);
        Assert.Contains(parameter, streams.Functions.Single(f => f.Name == function).Signature, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Missing(HostInterface wanted, HostInterface offered) =>
        wanted.Resources.Select(r => r.Name).Except(offered.Resources.Select(r => r.Name)).Select(r => $"{wanted.Name}: resource {r}")
            .Concat(wanted.Functions
                .Where(w => !offered.Functions.Any(o => o.Name == w.Name && o.Signature == w.Signature))
                .Select(w => $"{wanted.Name}: {w.Name}: {w.Signature}"));

    private static IEnumerable<HostInterface> InterfacesIn(string space) => typeof(CandidateTests).Assembly.GetTypes()
        .Where(t => t.Name == "Glue" && t.FullName!.StartsWith(space, StringComparison.Ordinal))
        .Select(t => t.GetProperty("Interface", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
        .OfType<HostInterface>();
}
