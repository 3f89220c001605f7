using Whorl.Components.Hosting;
using Whorl.Components.Tests.Hosting;

namespace Whorl.Components.Tests.Async;

/// <summary>The host's <c>get</c>: answers twice its argument when it is told to; keeps what it was asked.</summary>
internal sealed class Gate
{
    private readonly Dictionary<uint, TaskCompletionSource<uint>> _answers = [];
    private readonly List<(uint Argument, object? State)> _asked = [];

    public CancellationToken LastCancellation { get; private set; }

    /// <summary>Whether every answer is there at once.</summary>
    public bool IsOpen { get; init; }

    public IReadOnlyList<(uint Argument, object? State)> Asked => _asked;

    private int AskedTimes
    {
        get
        {
            lock (_answers)
            {
                return _asked.Count;
            }
        }
    }

    public TestGuest Load(int operations = 100) => Load(AsyncGuests.Caller, operations);

    public TestGuest Load(string text, int operations = 100) => TestGuest.Load(text, new ComponentLinker { HostOperationLimit = operations }.Add(
        new HostInterface("", [], [new HostFunction("get", AsyncGuests.GetSignature, Get)]), _ => this));

    /// <summary>Answers, on a thread of the pool.</summary>
    public Task Answer(uint argument) => Task.Run(() => Completion(argument).SetResult(argument * 2));

    /// <summary>Over when guests have asked so many times.</summary>
    public async Task HasAsked(int times)
    {
        while (AskedTimes < times)
        {
            await Task.Yield();
        }
    }

    public Task Fail(uint argument, Exception exception) => Task.Run(() => Completion(argument).SetException(exception));

    private static void Get(ref HostCall call)
    {
        var gate = call.Host<Gate>();
        var argument = call.Args[0].U32;
        gate.LastCancellation = call.Cancellation;
        lock (gate._answers)
        {
            gate._asked.Add((argument, call.TaskState));
        }

        call.Await(
            gate.IsOpen ? new ValueTask<uint>(argument * 2) : new ValueTask<uint>(gate.Completion(argument).Task),
            static (_, args, result) => args[0].U32 = result);
    }

    private TaskCompletionSource<uint> Completion(uint argument)
    {
        lock (_answers)
        {
            if (!_answers.TryGetValue(argument, out var answer))
            {
                _answers.Add(argument, answer = new TaskCompletionSource<uint>(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            return answer;
        }
    }
}
