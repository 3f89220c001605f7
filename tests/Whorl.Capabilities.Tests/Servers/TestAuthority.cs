using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Whorl.Capabilities.Tests.Infrastructure;

namespace Whorl.Capabilities.Tests.Servers;

/// <summary>An authority that nobody else knows, with what it issues, as PEM files.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;
    private byte _serial;

    public TestAuthority()
    {
        var request = new CertificateRequest("CN=Test authority", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        _root = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(RootFile, _root.ExportCertificatePem());
    }

    /// <summary>The folder of the files.</summary>
    public string Folder => _folder.Path;

    public string RootFile => _folder.PathOf("root.pem");

    /// <summary>A certificate for the loopback address and <c>localhost</c>, with its key; <c>NAME.pem</c> and <c>NAME.key</c> hold them.</summary>
    public X509Certificate2 Issue(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate = request.Create(_root, _root.NotBefore, _root.NotAfter, [++_serial]);
        File.WriteAllText(_folder.PathOf($"{name}.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(_folder.PathOf($"{name}.key"), key.ExportPkcs8PrivateKeyPem());
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>Whether a certificate is one of this authority's.</summary>
    public bool HasIssued(X509Certificate2 certificate) => certificate.IssuerName.RawData.AsSpan().SequenceEqual(_root.SubjectName.RawData);

    public void Dispose()
    {
        _root.Dispose();
        _key.Dispose();
        _folder.Dispose();
    }
}
