using System.Buffers;
using System.Security.Cryptography;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;

namespace Whorl.Apps.Loading;

/// <summary>
/// Gets the Wasm files of components. Downloads are kept in a folder by their digest, and checked each time they are used.
/// </summary>
/// <param name="http">Sends the requests.</param>
/// <param name="folder">Where downloads are kept; made when it is first needed.</param>
public sealed class ComponentStore(HttpMessageInvoker http, string folder)
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

        var source = (ComponentSource.Download)need.Source;
        var path = Path.Combine(folder, source.Digest + ".wasm");
        if (await HasDigestAsync(path, source.Digest, cancellationToken).ConfigureAwait(false))
        {
            return path;
        }

        try
        {
            await DownloadAsync(source, path, cancellationToken).ConfigureAwait(false);
            return path;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException)
        {
            throw new AppException(
            [
                new Diagnostic(
                    DiagnosticSeverity.Error,
                    DiagnosticCode.UnavailableSource,
                    app.ManifestPath,
                    need.Location,
                    $"cannot get the Wasm file of {need.Name} from {source.Url.OriginalString}: {e.Message}",
                    "Check `url` and `digest` of its `source`, and the network."),
            ]);
        }
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
    private async Task DownloadAsync(ComponentSource.Download source, string path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var partial = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            var digest = await DownloadAsync(source.Url, partial, cancellationToken).ConfigureAwait(false);
            if (digest != source.Digest)
            {
                throw new IOException($"its digest is sha256:{digest}, but the manifest says sha256:{source.Digest}");
            }

            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private async Task<string> DownloadAsync(Uri url, string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
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
