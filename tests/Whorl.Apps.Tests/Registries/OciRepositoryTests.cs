using System.Net;
using System.Text;
using Whorl.Apps.Registries;

namespace Whorl.Apps.Tests.Registries;

/// <summary>What is made of a registry's answers, among them such as no good registry gives.</summary>
public sealed class OciRepositoryTests
{
    private const string Tags = "/v2/acme/maths/tags/list";
    private const string Challenge = "Bearer realm=\"https://tokens.example.com/get\",service=\"registry\"";
    private readonly List<string> _asked = [];

    [Fact]
    public async Task Answer_ThatIsForbidden_IsNotRead()
    {
        OciRepository repository = Repository(_ => Answer(HttpStatusCode.Forbidden, """{ "tags": ["1.0.0"] }"""));

        var failure = await Assert.ThrowsAsync<RegistryException>(() => repository.ListVersionsAsync(CancellationToken.None));

        Assert.Equal("registry.example.com lets only users that it knows read acme/maths", failure.Message);
    }

    [Fact]
    public async Task Answer_ThatIsTooLarge_IsRefused()
    {
        OciRepository repository = Repository(_ => Answer(HttpStatusCode.OK, $$"""{ "tags": ["1.0.0"], "padding": "{{new string('x', 4 << 20)}}" }"""));

        var failure = await Assert.ThrowsAsync<RegistryException>(() => repository.ListVersionsAsync(CancellationToken.None));

        Assert.Equal("registry.example.com gave an answer of more than 4194304 bytes", failure.Message);
    }

    [Theory]
    [InlineData("token")]
    [InlineData("access_token")]
    public async Task Token_IsAskedForOnce_UnderEitherName(string name)
    {
        OciRepository repository = Repository(request => request.RequestUri!.Host == "tokens.example.com" ? Answer(HttpStatusCode.OK, $$"""{ "{{name}}": "t" }""")
            : request.Headers.Authorization is { Scheme: "Bearer", Parameter: "t" } ? Answer(HttpStatusCode.OK, """{ "tags": ["1.0.0"] }""")
            : Challenged(Challenge));

        Assert.Equal("1.0.0", Assert.Single((await repository.ListVersionsAsync(CancellationToken.None))!).ToString());
        Assert.NotNull(await repository.ListVersionsAsync(CancellationToken.None));

        Assert.Equal(
            [
                $"https://registry.example.com{Tags} nobody", "https://tokens.example.com/get?scope=repository%3Aacme%2Fmaths%3Apull&service=registry nobody",
                $"https://registry.example.com{Tags} Bearer", $"https://registry.example.com{Tags} Bearer",
            ],
            _asked);
    }

    [Theory]
    [InlineData("http://tokens.example.com/get")]
    [InlineData("file:///etc/passwd")]
    [InlineData("tokens")]
    public async Task Realm_WithoutEncryption_IsNotToldWhoAsks(string realm)
    {
        OciRepository repository = Repository(_ => Challenged($"Bearer realm=\"{realm}\""));

        var failure = await Assert.ThrowsAsync<RegistryException>(() => repository.ListVersionsAsync(CancellationToken.None));

        Assert.Equal($"registry.example.com sends users to \"{realm}\" for a token, which is not an https address", failure.Message);
        Assert.Equal([$"https://registry.example.com{Tags} nobody"], _asked);
    }

    [Theory]
    [InlineData("sha512:cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e")]
    [InlineData("sha256:../../../../etc/passwd")]
    [InlineData("")]
    public async Task Digest_ThatIsNotSha256_IsRefused(string digest)
    {
        OciRepository repository = Repository(_ => Answer(HttpStatusCode.OK, $$"""{ "layers": [{ "mediaType": "application/wasm", "digest": "{{digest}}" }] }"""));

        var failure = await Assert.ThrowsAsync<RegistryException>(() => repository.FindDigestAsync("1.0.0", CancellationToken.None));

        Assert.Equal($"version 1.0.0 of acme/maths in registry.example.com has the digest \"{digest}\", which is not SHA-256", failure.Message);
    }

    [Fact]
    public async Task Component_ThatIsNotThere_IsSaidToBeMissing()
    {
        OciRepository repository = Repository(_ => Answer(HttpStatusCode.NotFound, "nothing here"));

        var failure = await Assert.ThrowsAsync<RegistryException>(() => repository.OpenAsync(new string('0', 64), CancellationToken.None));

        Assert.Equal("registry.example.com answered 404 when asked for the component of acme/maths", failure.Message);
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private static HttpResponseMessage Challenged(string challenge)
    {
        HttpResponseMessage response = Answer(HttpStatusCode.Unauthorized, "{}");
        response.Headers.TryAddWithoutValidation("WWW-Authenticate", challenge);
        return response;
    }

    private OciRepository Repository(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        Assert.True(RegistryAddress.TryParse("registry.example.com", out RegistryAddress? registry));
        return new OciRepository(new OciSession(new HttpMessageInvoker(new Server(_asked, answer)), registry, RegistrySettings.None, _ => Task.FromResult<Credentials?>(null), "log in"), "acme/maths");
    }

    private sealed class Server(List<string> asked, Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            asked.Add($"{request.RequestUri} {request.Headers.Authorization?.Scheme ?? "nobody"}");
            HttpResponseMessage response = answer(request);
            response.RequestMessage = request;
            return Task.FromResult(response);
        }
    }
}
