using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Whorl.Apps.Configuration;

namespace Whorl.Runtime.Network;

/// <summary>Makes of a table <c>[[client_tls]]</c> what .NET connects with.</summary>
internal static class ClientTls
{
    /// <summary>Reads the files that a table names.</summary>
    /// <exception cref="ClientTlsException">A file cannot be used.</exception>
    public static SslClientAuthenticationOptions Load(ClientTlsConfig config)
    {
        // Whether a certificate was withdrawn is not asked: an authority of one's own has nobody to ask, and the answer is not to be waited for.
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        if (config.CaRootsFile is { } roots)
        {
            policy.CustomTrustStore.AddRange(ReadCertificates("ca_roots_file", roots));
        }

        if (config.UsesPlatformRoots)
        {
            using var store = new X509Store(StoreName.Root, StoreLocation.LocalMachine, OpenFlags.ReadOnly);
            policy.CustomTrustStore.AddRange(store.Certificates);
        }

        var options = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        if (config is { ClientCertificateFile: { } certificateFile, ClientKeyFile: { } keyFile })
        {
            X509Certificate2Collection chain = ReadCertificates("client_cert_file", certificateFile);
            X509Certificate2 certificate = ReadPair(certificateFile, keyFile);
            options.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, chain, offline: true);
        }

        return options;
    }

    private static X509Certificate2Collection ReadCertificates(string key, string path)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ClientTlsException($"`{key}` names the file {path}, which cannot be read: {e.Message}", e);
        }

        return certificates.Count > 0 ? certificates : throw new ClientTlsException($"`{key}` names the file {path}, which has no certificate in PEM");
    }

    private static X509Certificate2 ReadPair(string certificateFile, string keyFile)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            // The library's own words say which of the two is wrong, and quote neither.
            throw new ClientTlsException($"the files {certificateFile} and {keyFile} of `client_cert_file` and `client_private_key_file` are not a certificate and its key: {e.Message}", e);
        }
    }
}
