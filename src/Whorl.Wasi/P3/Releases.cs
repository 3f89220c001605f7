using Whorl.Components.Hosting;

namespace Whorl.Wasi.P3;

/// <summary>The releases of WASI 0.3. All 0.3.x have one name for the linker; release candidates are matched by their exact names.</summary>
internal static class Releases
{
    private const string CandidateVersion = "0.3.0-rc-2026-03-15";

    /// <summary>The name of an interface in the release candidate whose signatures are those of the release.</summary>
    /// <param name="name">Its name without a version.</param>
    public static string Candidate(string name) => $"{name}@{CandidateVersion}";

    /// <summary>Offers an interface in the release and in the candidate.</summary>
    public static void Add(ComponentLinker linker, HostInterface offer, Func<object?, object> implementation)
    {
        string name = offer.Name[..offer.Name.IndexOf('@', StringComparison.Ordinal)];
        linker.Add(offer, implementation).Add(new HostInterface(Candidate(name), offer.Resources, offer.Functions), implementation);
    }
}
