using Whorl.Capabilities.Network;

namespace Whorl.Capabilities.Tests.Network;

public sealed class ConnectionBudgetTests
{
    [Fact]
    public async Task Take_NothingIsLeft_WaitsUntilOneIsGivenBack()
    {
        using var budget = new ConnectionBudget(1);
        IDisposable first = await budget.TakeAsync(CancellationToken.None);
        ValueTask<IDisposable> second = budget.TakeAsync(CancellationToken.None);
        Assert.False(second.IsCompleted);
        Assert.False(budget.TryTake(out _));

        first.Dispose();
        (await second).Dispose();
        Assert.True(budget.TryTake(out _));
    }

    [Fact]
    public void TryTake_TotalIsUsedUpByAnotherKind_TakesNothing()
    {
        using var total = new ConnectionBudget(1);
        using var http = new ConnectionBudget(5, total);
        using var sockets = new ConnectionBudget(1, total);
        Assert.True(http.TryTake(out IDisposable? permit));
        Assert.False(sockets.TryTake(out _));

        permit.Dispose();
        Assert.True(sockets.TryTake(out _));
    }

    [Fact]
    public async Task Take_GivenUpWhileWaitingForTheTotal_GivesTheOwnBack()
    {
        using var total = new ConnectionBudget(1);
        using var http = new ConnectionBudget(1, total);
        using var giveUp = new CancellationTokenSource();
        Assert.True(total.TryTake(out IDisposable? permit));
        ValueTask<IDisposable> waiting = http.TakeAsync(giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.AsTask());

        permit.Dispose();
        Assert.True(http.TryTake(out _));
    }

    [Fact]
    public void Permit_DisposedTwice_IsGivenBackOnce()
    {
        using var budget = new ConnectionBudget(1);
        Assert.True(budget.TryTake(out IDisposable? permit));
        permit.Dispose();
        permit.Dispose();
        Assert.True(budget.TryTake(out _));
        Assert.False(budget.TryTake(out _));
    }

    [Fact]
    public void Unlimited_KindOfALimitedTotal_IsLimited()
    {
        using var total = new ConnectionBudget(1);
        using var limited = new ConnectionBudget(null, total);
        using var unlimited = new ConnectionBudget(null);
        Assert.True(limited.IsLimited);
        Assert.False(unlimited.IsLimited);
    }
}
