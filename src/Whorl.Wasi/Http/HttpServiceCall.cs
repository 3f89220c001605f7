using Whorl.Wasi.P3.Http;

namespace Whorl.Wasi.Http;

/// <summary>A request that an instance works on.</summary>
public readonly record struct HttpServiceCall
{
    private readonly ServiceTask _task;

    internal HttpServiceCall(ServiceTask task) => _task = task;

    /// <summary>
    /// Over when the response was completed or failed, and the sink has been told so. If it fails, the guest trapped or was ended before that:
    /// nothing more is sent, and what becomes of the response is the caller's to decide. What awaits it may go on in the loop of the instance: it
    /// must not wait for anything.
    /// </summary>
    /// <exception cref="Wasmtime.TrapException">The guest trapped, here or on behalf of another request.</exception>
    /// <exception cref="Components.Hosting.GuestTrapException">The guest broke a rule of the component model or of WASI.</exception>
    /// <exception cref="WasiLimitException">The guest went beyond a limit.</exception>
    /// <exception cref="GuestExitException">The guest asked to end.</exception>
    /// <exception cref="OperationCanceledException">The guest gave the request up after <see cref="Cancel"/>.</exception>
    public Task Responded => _task.Responded;

    /// <summary>Whether <see cref="Responded"/> is over, without a failure.</summary>
    public bool HasResponded => _task.HasResponded;

    /// <summary>Over when the guest's work on the request is: it may go on after the response. Fails with the instance.</summary>
    public Task Exited => _task.Exited;

    /// <summary>Whether <see cref="Exited"/> is over, without a failure.</summary>
    public bool HasExited => _task.HasExited;

    /// <summary>Asks the guest to give the request up. It may answer all the same, or not react. Any thread.</summary>
    public void Cancel() => _task.Cancel();
}
