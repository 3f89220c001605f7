using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Whorl.Triggers.Listening;

/// <summary>Reads the certificate that a server shows, with its key.</summary>
internal static class TlsCertificate
{
    /// <summary>Reads what the options name.</summary>
    /// <returns>Null when they name nothing: the server speaks without TLS.</returns>
    /// <exception cref="ListenException">They name one file of the two, or files that cannot be used.</exception>
    public static HttpsConnectionAdapterOptions? Read(HttpListenOptions listen) => (listen.TlsCertificatePath, listen.TlsKeyPath) switch
    {
        (null, null) => null,
        ({ } certificate, { } key) => Read(certificate, key),
        ({ }, null) => throw new ListenException("--tls-cert is given without --tls-key.", "Give both, or neither."),
        _ => throw new ListenException("--tls-key is given without --tls-cert.", "Give both, or neither."),
    };

    /// <summary>Reads PEM files.</summary>
    /// <param name="certificatePath">The certificate, followed by those between it and a root, if any.</param>
    /// <param name="keyPath">Its private key, not encrypted.</param>
    /// <exception cref="ListenException">One of the files is missing or not what it should be.</exception>
    private static HttpsConnectionAdapterOptions Read(string certificatePath, string keyPath)
    {
        try
        {
            using X509Certificate2 certificate = X509Certificate2.CreateFromPemFile(certificatePath, keyPath);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(certificatePath);
            return new HttpsConnectionAdapterOptions
            {
                // A key that came from PEM is bound to no store; some platforms can serve with it only after this round trip.
                ServerCertificate = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null),
                ServerCertificateChain = chain,
            };
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ListenException(
                $"The TLS certificate {certificatePath} with the key {keyPath} cannot be used: {e.Message}",
                "Give a PEM file with the certificate (--tls-cert) and one with its unencrypted private key (--tls-key).",
                e);
        }
    }
}
