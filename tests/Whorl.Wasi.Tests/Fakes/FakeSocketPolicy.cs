using System.Net;
using Whorl.Wasi.Sockets;

namespace Whorl.Wasi.Tests.Fakes;

/// <summary>Writes down what it is asked, and allows what it was told to.</summary>
internal sealed class FakeSocketPolicy(Func<SocketUse, IPEndPoint, bool> allows) : ISocketPolicy, ISocketRules
{
    public IConnectionBudget? Budget { get; init; }

    public List<string> Asked { get; } = [];

    public ValueTask<ISocketRules> GetRulesAsync(CancellationToken cancellationToken) => new(this);

    public bool Allows(SocketUse use, IPEndPoint endPoint, IReadOnlyList<string> names)
    {
        Asked.Add($"{use} {endPoint.Address} [{string.Join(' ', names)}]");
        return allows(use, endPoint);
    }

    public bool Admits(IPEndPoint endPoint, IReadOnlyList<string> names) => allows(SocketUse.UdpExchange, endPoint);

    public bool AllowsLookup(string name)
    {
        Asked.Add("lookup " + name);
        return name == "localhost";
    }
}
