using System.Collections.Immutable;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Whorl.Apps.Registries;

/// <summary>Sends requests to registries: one pool of connections for all that trust the same certificates.</summary>
internal sealed class RegistryHttp : IDisposable
{
    private static readonly TimeSpan s_connectTimeout = TimeSpan.FromSeconds(30);

    private readonly Dictionary<RegistrySettings, HttpMessageInvoker> _invokers = [];

    /// <summary>What sends the requests to a registry of these settings.</summary>
    public HttpMessageInvoker For(RegistrySettings settings)
    {
        var key = settings is { AcceptsAnyCertificate: false, Roots.IsEmpty: true } ? RegistrySettings.None : settings;
        if (!_invokers.TryGetValue(key, out var invoker))
        {
            // Bytes are digested as they come, so that nothing may unpack them.
            var handler = new SocketsHttpHandler { ConnectTimeout = s_connectTimeout };
            if (key != RegistrySettings.None)
            {
                handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                    errors == SslPolicyErrors.None || key.AcceptsAnyCertificate
                    || (errors == SslPolicyErrors.RemoteCertificateChainErrors && IsFrom(key.Roots, certificate, chain));
            }

            invoker = new HttpMessageInvoker(handler);
            _invokers.Add(key, invoker);
        }

        return invoker;
    }

    public void Dispose()
    {
        foreach (var invoker in _invokers.Values)
        {
            invoker.Dispose();
        }
    }

    private static bool IsFrom(ImmutableArray<byte[]> roots, X509Certificate? certificate, X509Chain? given)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var root in roots)
        {
            chain.ChainPolicy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificate(root));
        }

        foreach (var element in given?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return certificate is X509Certificate2 server && chain.Build(server);
    }
}
