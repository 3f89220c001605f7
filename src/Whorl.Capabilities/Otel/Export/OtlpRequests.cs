using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Whorl.Capabilities.Otel.Export;

/// <summary>Sends encoded telemetry to a collector, and tries again when it cannot take it just now.</summary>
internal sealed class OtlpRequests(HttpMessageInvoker http, TelemetrySignal signal, OtlpTarget target, TimeProvider time)
{
    private const int Attempts = 5;
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(30);

    /// <summary>Where it is sent.</summary>
    public Uri EndPoint { get; } = target.IsGrpc ? new Uri(target.EndPoint, GrpcFrame.PathOf(signal)) : target.EndPoint;

    /// <summary>Sends a request.</summary>
    /// <param name="message">Its body.</param>
    /// <param name="isLast">Whether there is no time left for another attempt.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <returns>Why it could not be sent; null when it was.</returns>
    public async Task<string?> SendAsync(byte[] message, Func<bool> isLast, CancellationToken cancellationToken)
    {
        TimeSpan pause = s_firstPause;
        for (int attempt = 1; ; attempt++)
        {
            Answer answer = await TryAsync(message, cancellationToken).ConfigureAwait(false);
            if (answer.Problem is null || !answer.MayPass || attempt == Attempts || isLast())
            {
                return answer.Problem;
            }

            TimeSpan wait = answer.RetryAfter ?? pause;
            pause *= 2;
            try
            {
                await Task.Delay(wait < s_longestPause ? wait : s_longestPause, time, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return answer.Problem;
            }
        }
    }

    private async Task<Answer> TryAsync(byte[] message, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(target.Timeout);
        try
        {
            using HttpRequestMessage request = RequestOf(message);
            using HttpResponseMessage response = await http.SendAsync(request, timeout.Token).ConfigureAwait(false);

            // To the end, for the connection to be used again and for the trailers of gRPC to come.
            await response.Content.CopyToAsync(Stream.Null, timeout.Token).ConfigureAwait(false);
            return target.IsGrpc ? GrpcFrame.AnswerOf(response) : AnswerOf(response);
        }
        catch (OperationCanceledException)
        {
            return new Answer($"no answer within {target.Timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s", MayPass: true);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new Answer(e.Message.TrimEnd('.'), MayPass: true);
        }
    }

    private HttpRequestMessage RequestOf(byte[] message)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, EndPoint) { Content = new ByteArrayContent(target.IsGrpc ? GrpcFrame.Around(message) : message) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(target.IsGrpc ? "application/grpc" : "application/x-protobuf");
        foreach ((string name, string value) in target.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (target.IsGrpc)
        {
            request.Version = HttpVersion.Version20;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
            request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        }

        return request;
    }

    private static Answer AnswerOf(HttpResponseMessage response) => response.IsSuccessStatusCode
        ? new Answer(null, MayPass: false)
        : new Answer($"it answered with status {(int)response.StatusCode}", response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout)
        {
            RetryAfter = response.Headers.RetryAfter?.Delta,
        };

    /// <summary>What came of an attempt.</summary>
    /// <param name="Problem">Why it failed; null if it did not.</param>
    /// <param name="MayPass">Whether another attempt may go better.</param>
    internal readonly record struct Answer(string? Problem, bool MayPass)
    {
        /// <summary>When the collector wants to be asked again.</summary>
        public TimeSpan? RetryAfter { get; init; }
    }
}
