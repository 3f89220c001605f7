using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Whorl.Apps.Model;
using Whorl.Apps.Routing;
using Whorl.Runtime.Http;
using Whorl.Triggers.Http;
using Whorl.Wasi.Http;

namespace Whorl.Fuzz.Http;

/// <summary>A request's head reaches the guest as the client sent it, save for what only the connection or the host may say.</summary>
public sealed class RequestHeadTests
{
    private const int Inputs = 400;

    private static readonly HttpTarget s_target = HttpTarget.To(new StaticResponse(), "all", RoutePattern.Everything);

    public static TheoryData<int> Seeds => FuzzRun.Seeds;

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Target_TakenApart_LosesNothing(int seed)
    {
        var head = new RandomHead(seed);
        for (var i = FuzzRun.Times(Inputs); i > 0; i--)
        {
            var raw = head.Target();
            var target = RequestTarget.Parse(raw);
            Assert.StartsWith(target.Path, target.PathAndQuery, StringComparison.Ordinal);
            Assert.DoesNotContain('?', target.Path);
            if (target.Authority is null)
            {
                Assert.Equal(raw, target.PathAndQuery);
                continue;
            }

            Assert.False(raw.StartsWith('/'), raw);
            Assert.DoesNotContain('/', target.Authority);
            Assert.DoesNotContain('?', target.Authority);
            Assert.StartsWith("/", target.PathAndQuery, StringComparison.Ordinal);
            var rest = raw[(raw.IndexOf("://", StringComparison.Ordinal) + 3)..];
            Assert.Contains(rest, (string[])[target.Authority + target.PathAndQuery, target.Authority + target.PathAndQuery[1..]]);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Headers_OfAClient_ReachTheGuestInOrder(int seed)
    {
        var head = new RandomHead(seed);
        for (var i = FuzzRun.Times(Inputs); i > 0; i--)
        {
            var sent = new HeaderDictionary();
            var expected = new List<(string, string)>();
            for (var count = head.Random.Next(12); count > 0; count--)
            {
                var name = Encoding.Latin1.GetString(head.Name());
                if (name.Length > 0)
                {
                    sent.Append(name, Encoding.Latin1.GetString(head.Value()));
                }
            }

            foreach ((string name, StringValues values) in sent)
            {
                expected.AddRange(IsForGuest(name) ? values.Select(v => (name.ToLowerInvariant(), v ?? "")) : []);
            }

            var list = Request(head.Target(), sent).ReadHeaders();
            var received = list.Select(f => (f.Name, f.Text)).ToList();
            Assert.Equal(expected, received.Where(f => !f.Name.StartsWith("spin-", StringComparison.Ordinal)));
            Assert.Equal(received.Count(f => f.Name.StartsWith("spin-", StringComparison.Ordinal)), s_target.RouteHeaders.Count);
            Assert.Equal(list.Sum(f => f.Name.Length + f.Value.Length + HeaderList.FieldOverhead), list.ByteCount);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Headers_OfAGuest_ReachTheClient(int seed)
    {
        var head = new RandomHead(seed);
        for (var i = FuzzRun.Times(Inputs); i > 0; i--)
        {
            var given = new HeaderList();
            for (var count = head.Random.Next(12); count > 0; count--)
            {
                var name = head.Name();
                if (FieldSyntax.IsToken(name) && head.Value() is var value && FieldSyntax.IsValue(value))
                {
                    given.Add(Encoding.Latin1.GetString(name), value);
                }
            }

            var features = new FeatureCollection();
            var response = new HttpResponseFeature();
            features.Set<IHttpResponseFeature>(response);
            new KestrelResponse(null!, features).Start(203, given);
            Assert.Equal(203, response.StatusCode);
            var groups = given.Where(f => f.Name.ToLowerInvariant() is not ("transfer-encoding" or "connection")).GroupBy(f => f.Name, f => f.Text, StringComparer.OrdinalIgnoreCase);
            Assert.Equal(
                groups.ToDictionary(g => g.Key.ToLowerInvariant(), g => g.ToArray()),
                response.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.Select(v => v ?? "").ToArray()));
        }
    }

    private static KestrelRequest Request(string target, HeaderDictionary headers)
    {
        var request = new HttpRequestFeature { Method = "GET", Scheme = "http", RawTarget = target, Headers = headers };
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(request);
        features.Set<IHttpConnectionFeature>(new HttpConnectionFeature());
        return new KestrelRequest(features, request, RequestTarget.Parse(target), RouteMatches.Everything(s_target, target));
    }

    private static bool IsForGuest(string name) => name.ToLowerInvariant() is var lower
        && !lower.StartsWith("spin-", StringComparison.Ordinal)
        && lower is not ("connection" or "keep-alive" or "proxy-connection" or "transfer-encoding" or "upgrade" or "http2-settings");
}
