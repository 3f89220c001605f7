using System.Buffers;
using System.Security.Cryptography;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;
using Whorl.Apps.Registries;

namespace Whorl.Apps.Loading;

/// <summary>
/// Gets the Wasm files of components. Downloads are kept in a folder by their digest, and checked each time they are used.
/// </summary>
/// <param name="http">Sends the requests for what has a URL.</param>
/// <param name="registries">Where packages come from.</param>
/// <param name="folder">Where downloads are kept; made when it is first needed.</param>
public sealed class ComponentStore(HttpMessageInvoker http, PackageRegistries registries, string folder)
{
    private const long MaxBytes = 1L << 30;

    /// <summary>The absolute path of a Wasm file, downloaded if need be.</summary>
    /// <exception cref="AppException">It is not there, not what its digest says, or of a kind that is not supported.</exception>
    public async ValueTask<string> GetPathAsync(AppModel app, WasmRequest need, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(need);
        if (AppDiskCheck.FindSourceProblem(app, need) is { } problem)
        {
            throw new AppException([problem]);
        }

        if (need.Source is ComponentSource.Local local)
        {
            return Path.GetFullPath(local.Path, app.Folder);
        }

        try
        {
            return await (need.Source switch
            {
                ComponentSource.Registered package => GetPackageAsync(package, cancellationToken),
                ComponentSource.Download source => GetAsync(source.Digest, "the manifest", ct => OpenAsync(source.Url, ct), cancellationToken),
                _ => throw new ArgumentException($"The source {need.Source} of {need.Name} is of a kind that is not known.", nameof(need)),
            }).ConfigureAwait(false);
        }
        catch (RegistryException e)
        {
            throw Error(app, need, e.Code, e.Message, e.Remedy);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException)
        {
            var remedy = need.Source is ComponentSource.Registered
                ? "Check `registry`, the configuration of registries, and the network."
                : "Check `url` and `digest` of its `source`, and the network.";
            throw Error(app, need, DiagnosticCode.UnavailableSource, e.Message, remedy);
        }
    }

    private static AppException Error(AppModel app, WasmRequest need, DiagnosticCode code, string message, string remedy)
    {
        var from = need.Source is ComponentSource.Download download ? download.Url.OriginalString : need.Source.ToString();
        return new AppException(
        [
            new Diagnostic(
                DiagnosticSeverity.Error, code, app.ManifestPath, need.Location, $"cannot get the Wasm file of {need.Name}, {from}: {message}", remedy),
        ]);
    }

    private async Task<string> GetPackageAsync(ComponentSource.Registered package, CancellationToken cancellationToken)
    {
        var release = await registries.FindAsync(package, cancellationToken).ConfigureAwait(false);
        return release.LocalPath ?? await GetAsync(release.Digest!, "the registry", release.OpenAsync!, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The path of what has a digest, downloaded if it is not there.</summary>
    private async Task<string> GetAsync(string digest, string authority, Func<CancellationToken, Task<HttpResponseMessage>> open, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, digest + ".wasm");
        if (!await HasDigestAsync(path, digest, cancellationToken).ConfigureAwait(false))
        {
            await DownloadAsync(open, digest, authority, path, cancellationToken).ConfigureAwait(false);
        }

        return path;
    }

    private static async Task<bool> HasDigestAsync(string path, string digest, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        var stream = File.OpenRead(path);
        await using (stream.ConfigureAwait(false))
        {
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false)) == digest;
        }
    }

    // Written beside its place and moved there when it is known to be right, so that no half or wrong file is ever found.
    private async Task DownloadAsync(
        Func<CancellationToken, Task<HttpResponseMessage>> open, string digest, string authority, string path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var partial = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            using var response = await open(cancellationToken).ConfigureAwait(false);
            var actual = await WriteAsync(response, partial, cancellationToken).ConfigureAwait(false);
            if (actual != digest)
            {
                throw new IOException($"its digest is sha256:{actual}, but {authority} says sha256:{digest}");
            }

            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private async Task<HttpResponseMessage> OpenAsync(Uri url, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.EnsureSuccessStatusCode();
    }

    private static async Task<string> WriteAsync(HttpResponseMessage response, string path, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(64 << 10);
        try
        {
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var file = File.Create(path);
            await using (file.ConfigureAwait(false))
            {
                long total = 0;
                int count;
                while ((count = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
                {
                    total += count;
                    if (total > MaxBytes)
                    {
                        throw new IOException($"it has more than {MaxBytes} bytes");
                    }

                    hash.AppendData(buffer, 0, count);
                    await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                }
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
