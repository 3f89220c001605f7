using System.Buffers.Text;
using System.Collections.Specialized;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;

namespace Whorl.Apps.Tests.Registries;

/// <summary>
/// Gives tokens that a registry trusts, as the token specification of Docker has it. Whoever names himself as <c>reader</c> with the
/// password <c>sesame</c>, or has the token that a login left, gets one for what he asks for; anybody gets one for repositories under
/// <c>open/</c>.
/// </summary>
internal sealed class TokenServer : IDisposable
{
    /// <summary>What a login of <c>reader</c> left.</summary>
    public const string IdentityToken = "left-by-a-login";

    private const string Issuer = "whorl-tests", Service = "registry-of-tests";

    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;
    private readonly StubServer _server;

    public TokenServer()
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        _certificate = new CertificateRequest("CN=tests", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        _server = new StubServer(Answer);
    }

    /// <summary>What was asked for, path and query.</summary>
    public List<string> Asked => _server.Asked;

    /// <summary>The lines of a registry's configuration that make it trust these tokens.</summary>
    public string ConfigurationIn(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "root.pem"), _certificate.ExportCertificatePem());
        return $"auth: {{ token: {{ realm: \"http://{_server.Host}/token\", service: {Service}, issuer: {Issuer}, rootcertbundle: {folder}/root.pem }} }}";
    }

    /// <summary>A token for everything in a repository.</summary>
    public string TokenFor(string repository) => Sign(repository, ["pull", "push"]);

    public void Dispose()
    {
        _server.Dispose();
        _certificate.Dispose();
        _key.Dispose();
    }

    private (int Status, string Type, string Body) Answer(HttpListenerContext context)
    {
        bool isForm = context.Request.HttpMethod == "POST";
        NameValueCollection asked = context.Request.QueryString;
        if (isForm)
        {
            using var body = new StreamReader(context.Request.InputStream);
            asked = HttpUtility.ParseQueryString(body.ReadToEnd());
        }

        // repository:<name>:pull
        string[] scope = (asked["scope"] ?? "").Split(':');
        bool isKnown = asked["grant_type"] == "refresh_token" && asked["refresh_token"] == IdentityToken && asked["client_id"] is { Length: > 0 };
        string authorization = context.Request.Headers["Authorization"] ?? "";
        bool isReader = authorization == "Basic " + Convert.ToBase64String("reader:sesame"u8);
        bool isAnybody = authorization.Length == 0 && scope[1].StartsWith("open/", StringComparison.Ordinal);
        return asked["service"] == Service && (isForm ? isKnown : isReader || isAnybody)
            ? (200, "application/json", new JsonObject { [isForm ? "access_token" : "token"] = Sign(scope[1], ["pull"]) }.ToJsonString())
            : (401, "application/json", "{}");
    }

    private string Sign(string repository, string[] actions)
    {
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var header = new JsonObject { ["typ"] = "JWT", ["alg"] = "RS256", ["x5c"] = new JsonArray(Convert.ToBase64String(_certificate.RawData)) };
        var claims = new JsonObject
        {
            ["iss"] = Issuer,
            ["sub"] = "reader",
            ["aud"] = Service,
            ["exp"] = now + 300,
            ["nbf"] = now - 10,
            ["iat"] = now,
            ["jti"] = Guid.NewGuid().ToString("N"),
            ["access"] = new JsonArray(new JsonObject
            {
                ["type"] = "repository",
                ["name"] = repository,
                ["actions"] = new JsonArray([.. actions.Select(a => JsonValue.Create(a))]),
            }),
        };
        string text = $"{Encode(header)}.{Encode(claims)}";
        return $"{text}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
