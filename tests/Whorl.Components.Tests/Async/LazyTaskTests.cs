using Whorl.Components.Hosting;

namespace Whorl.Components.Tests.Async;

public sealed class LazyTaskTests
{
    private LazyTask<int> _task = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Task_OfAResult_IsThatWheneverItIsAskedFor(bool before)
    {
        Task<int>? asked = before ? _task.Task : null;
        Assert.False(_task.IsCompleted);
        Assert.True(_task.TrySetResult(7));
        Assert.True(_task.IsCompletedSuccessfully);
        Assert.Equal(7, await _task.Task);
        Assert.Equal(7, await (asked ?? _task.Task));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Task_OfAFailure_FailsWheneverItIsAskedFor(bool before)
    {
        Task<int>? asked = before ? _task.Task : null;
        Assert.True(_task.TrySetException(new InvalidOperationException("broken")));
        Assert.True(_task.IsCompleted);
        Assert.False(_task.IsCompletedSuccessfully);
        InvalidOperationException failure = await Assert.ThrowsAsync<InvalidOperationException>(() => asked ?? _task.Task);
        Assert.Equal("broken", failure.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Task_ThatIsCancelled_IsWheneverItIsAskedFor(bool before)
    {
        Task<int>? asked = before ? _task.Task : null;
        Assert.True(_task.TrySetCanceled());
        Assert.True(_task.IsCompleted);
        Assert.True((asked ?? _task.Task).IsCanceled);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task End_AfterAnother_ChangesNothing(bool asked)
    {
        Task<int>? task = asked ? _task.Task : null;
        Assert.True(_task.TrySetResultOf(Task.FromResult(1)));
        Assert.False(_task.TrySetResult(2));
        Assert.False(_task.TrySetResultOf(Task.FromResult(2)));
        Assert.False(_task.TrySetCanceled());
        Assert.False(_task.TrySetException(new InvalidOperationException()));
        Assert.Equal(1, await (task ?? _task.Task));
    }

    [Fact]
    public async Task Task_AskedForWhileItEnds_EndsAlways()
    {
        for (var i = 0; i < 2000; i++)
        {
            var race = new Race();
            Task ending = Task.Run(() => race.Task.TrySetResult(3), TestContext.Current.CancellationToken);
            Assert.Equal(3, await race.Task.Task);
            await ending;
        }
    }

    private sealed class Race
    {
        public LazyTask<int> Task = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
