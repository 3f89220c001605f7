using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using Whorl.Components.Hosting;
using Whorl.Wasi.Sockets;
using Whorl.Wasi.Tests.Fakes;

namespace Whorl.Wasi.Tests.Sockets;

/// <summary>Sockets that instances share a number of.</summary>
public sealed class SocketBudgetTests
{
    [Fact]
    public void Create_NothingIsLeft_IsRefusedUntilAnotherInstanceClosesOne()
    {
        var policy = new FakeSocketPolicy((_, _) => true) { Budget = new TwoSockets() };
        using var one = new WasiContext(new WasiContextOptions()) { Sockets = policy };
        using var other = new WasiContext(new WasiContextOptions()) { Sockets = policy };
        TcpSocket first = Create(one).Value;
        Result<UdpSocket, SocketFault> second = UdpSocket.Create(other, AddressFamily.InterNetwork);
        Assert.True(second.IsOk);
        Assert.Equal(SocketFault.NewSocketLimit, Create(other).Error);

        first.Dispose();
        Assert.True(Create(other).IsOk);
        Assert.Equal(SocketFault.NewSocketLimit, Create(one).Error);

        other.Dispose();
        Assert.True(Create(one).IsOk);
    }

    private static Result<TcpSocket, SocketFault> Create(WasiContext context) => TcpSocket.Create(context, AddressFamily.InterNetwork);

    private sealed class TwoSockets : IConnectionBudget
    {
        private int _left = 2;

        public ValueTask<IDisposable> TakeAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public bool TryTake([NotNullWhen(true)] out IDisposable? permit)
        {
            permit = _left > 0 ? new Permit(this) : null;
            return permit is not null;
        }

        private sealed class Permit : IDisposable
        {
            private readonly TwoSockets _budget;

            public Permit(TwoSockets budget) => (_budget = budget)._left--;

            public void Dispose() => _budget._left++;
        }
    }
}
