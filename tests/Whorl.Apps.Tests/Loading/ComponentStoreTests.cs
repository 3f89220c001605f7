using System.Net;
using System.Text;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Loading;
using Whorl.Apps.Model;
using Whorl.Apps.Registries;

namespace Whorl.Apps.Tests.Loading;

public sealed class ComponentStoreTests : IDisposable
{
    private const string AbcDigest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private readonly TestFolder _folder = new();
    private readonly StubHandler _handler = new();

    [Fact]
    public async Task GetPath_LocalFile_IsItsAbsolutePath()
    {
        var expected = _folder.Write("app/a.wasm", "abc");

        Assert.Equal(expected, await GetPathAsync(new ComponentSource.Local("a.wasm")));
        Assert.Equal(expected, await GetPathAsync(new ComponentSource.Local(expected)));
    }

    [Fact]
    public async Task GetPath_Download_IsFetchedOnceAndKeptByDigest()
    {
        var path = await GetPathAsync(Download(AbcDigest));
        var again = await GetPathAsync(Download(AbcDigest));

        Assert.Equal("abc", await File.ReadAllTextAsync(path));
        Assert.Equal(path, again);
        Assert.Equal(1, _handler.Count);
        Assert.Single(Directory.EnumerateFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public async Task GetPath_KeptFileWasDamaged_IsFetchedAgain()
    {
        var path = await GetPathAsync(Download(AbcDigest));
        await File.WriteAllTextAsync(path, "abd");

        Assert.Equal("abc", await File.ReadAllTextAsync(await GetPathAsync(Download(AbcDigest))));
        Assert.Equal(2, _handler.Count);
    }

    [Fact]
    public async Task GetPath_WrongDigest_IsRefusedAndNotKept()
    {
        var error = await Assert.ThrowsAsync<AppException>(() => GetPathAsync(Download(new string('1', 64))));

        Assert.Equal(DiagnosticCode.UnavailableSource, error.Diagnostics[0].Code);
        Assert.Contains($"its digest is sha256:{AbcDigest}, but the manifest says sha256:1111", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folder.Path, "store")));
    }

    [Fact]
    public async Task GetPath_ServerRefuses_SaysSo()
    {
        _handler.Status = HttpStatusCode.NotFound;

        var error = await Assert.ThrowsAsync<AppException>(() => GetPathAsync(Download(AbcDigest)));

        Assert.Contains("404", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetPath_SourceThatCannotBeHad_ThrowsItsDiagnostic() => Assert.Equal(
        DiagnosticCode.MissingWasm,
        (await Assert.ThrowsAsync<AppException>(() => GetPathAsync(new ComponentSource.Local("missing.wasm")))).Diagnostics[0].Code);

    public void Dispose()
    {
        _folder.Dispose();
        _handler.Dispose();
    }

    private static ComponentSource.Download Download(string digest) => new(new Uri("https://example.com/a.wasm"), digest);

    private async Task<string> GetPathAsync(ComponentSource source)
    {
        var component = new ComponentModel { Id = "a", Source = source };
        var app = new AppModel { Name = "test", Folder = Path.Combine(_folder.Path, "app"), Components = [component], Triggers = [] };
        using var http = new HttpMessageInvoker(_handler, disposeHandler: false);
        using var registries = new PackageRegistries(PackageRegistryOptions.OfUser());
        return await new ComponentStore(http, registries, Path.Combine(_folder.Path, "store")).GetPathAsync(app, WasmRequest.Of(component), CancellationToken.None);
    }

    private sealed class StubHandler : HttpMessageHandler
    {
        public int Count { get; private set; }

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Count++;
            return Task.FromResult(new HttpResponseMessage(Status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes("abc")) });
        }
    }
}
