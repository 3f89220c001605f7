using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Whorl.Apps.Configuration;

namespace Whorl.Runtime.Network;

/// <summary>Makes of a table <c>[[client_tls]]</c> what .NET connects with.</summary>
/// <param name="config">The table.</param>
internal sealed class ClientTls(ClientTlsConfig config)
{
    private readonly List<string> _problems = [];

    /// <summary>What is wrong with the files that were read: each names its key and the file.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Reads the files that the table names, all of them even if some cannot be used.</summary>
    public SslClientAuthenticationOptions Load()
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
            if (IsReadable("client_private_key_file", keyFile) && chain.Count > 0 && ReadPair(certificateFile, keyFile) is { } certificate)
            {
                options.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, chain, offline: true);
            }
        }

        return options;
    }

    private X509Certificate2Collection ReadCertificates(string key, string path)
    {
        var certificates = new X509Certificate2Collection();
        if (!IsReadable(key, path))
        {
            return certificates;
        }

        try
        {
            certificates.ImportFromPemFile(path);
            if (certificates.Count == 0)
            {
                _problems.Add($"`{key}` names the file {path}, which has no certificate in PEM");
            }
        }
        catch (CryptographicException e)
        {
            _problems.Add($"`{key}` names the file {path}, whose certificates cannot be read: {e.Message}");
        }

        return certificates;
    }

    private X509Certificate2? ReadPair(string certificateFile, string keyFile)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            // The library's own words say which of the two is wrong, and quote neither.
            _problems.Add($"the files {certificateFile} and {keyFile} of `client_cert_file` and `client_private_key_file` are not a certificate and its key: {e.Message}");
            return null;
        }
    }

    private bool IsReadable(string key, string path)
    {
        try
        {
            File.OpenRead(path).Dispose();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _problems.Add($"`{key}` names the file {path}, which cannot be read: {(Directory.Exists(path) ? "it is a folder" : e.Message)}");
            return false;
        }
    }
}
