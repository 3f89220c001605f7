using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Whorl.Wasi.Tests.Fakes;

/// <summary>A server that writes down requests byte for byte and answers as it was told.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();

    public LoopbackServer() => _listener.Start();

    public string Authority => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Accepts a connection, reads until the request ends as given, and answers, once <paramref name="allowed"/> is done if it is given.</summary>
    /// <returns>The request.</returns>
    public async Task<string> ServeAsync(string requestEnd, string? response, bool close = true, Task? allowed = null)
    {
        using Socket socket = await _listener.AcceptSocketAsync(_stop.Token);
        var request = new StringBuilder();
        byte[] buffer = new byte[10_000];
        while (!request.ToString().EndsWith(requestEnd, StringComparison.Ordinal))
        {
            int count = await socket.ReceiveAsync(buffer, _stop.Token);
            if (count == 0)
            {
                break;
            }

            request.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        if (response is null)
        {
            await Task.Delay(Timeout.Infinite, _stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
        else
        {
            await (allowed ?? Task.CompletedTask).WaitAsync(_stop.Token);
            await socket.SendAsync(Encoding.Latin1.GetBytes(response), _stop.Token);
        }

        if (close)
        {
            socket.Shutdown(SocketShutdown.Both);
        }

        return request.ToString();
    }

    /// <summary>Accepts a connection over TLS, with a certificate that nobody trusts, and answers the first request.</summary>
    public async Task ServeTlsAsync(string response)
    {
        using var key = ECDsa.Create();
        using X509Certificate2 certificate = new CertificateRequest("CN=loopback", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        using Socket socket = await _listener.AcceptSocketAsync(_stop.Token);
        await using var tls = new SslStream(new NetworkStream(socket));
        await tls.AuthenticateAsServerAsync(certificate);
        byte[] buffer = new byte[10_000];
        await tls.ReadAtLeastAsync(buffer, 1, cancellationToken: _stop.Token);
        await tls.WriteAsync(Encoding.Latin1.GetBytes(response), _stop.Token);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _listener.Dispose();
    }
}
