using System.Text;
using Microsoft.Extensions.Logging;
using Whorl.Runtime.Loading;
using Whorl.Wasi;
using Whorl.Wasmtime;

namespace Whorl.Runtime.Instances;

/// <summary>What is logged about guests. One line for each call that ended badly; it names the app, the component, the limit and its value.</summary>
internal static partial class GuestLog
{
    /// <summary>Frames of a back-trace that are shown; unbounded recursion makes traces of thousands.</summary>
    private const int MaxFrames = 32;

    /// <summary>
    /// A memory that is this near to its bound has reached it: the engine refuses to make it larger without a word, and guests ask for
    /// more in pieces of up to about this size.
    /// </summary>
    private const long MemoryPieceBytes = 1 << 20;

    public static void Ended(ILogger logger, LoadedComponent component, in GuestOutcome outcome)
    {
        (string app, string id) = (component.AppName, component.Id);
        if (outcome.MemoryBytes > component.Parts.MemoryShareBytes - MemoryPieceBytes && outcome.MemoryBytes > MemoryPieceBytes)
        {
            LimitReached(logger, app, id, "memory", component.Limits.MemoryBytes, $"its memory has grown to {outcome.MemoryBytes} bytes, and it got no more");
        }

        switch (outcome.End)
        {
            case GuestEnd.Returned or GuestEnd.OutputClosed:
                break;
            case GuestEnd.Trapped:
                Trapped(logger, app, id, Code(outcome.Cause), outcome.Cause!.Message, Trace(outcome.Cause));
                break;
            case GuestEnd.Exited:
                Exited(logger, app, id, ((GuestExitException)outcome.Cause!).Code);
                break;
            case GuestEnd.CpuLimit:
                TimeLimit(logger, app, id, "cpu", component.Limits.Cpu, Trace(outcome.Cause));
                break;
            case GuestEnd.WallLimit:
                TimeLimit(logger, app, id, "wall", component.Limits.Wall, Trace(outcome.Cause));
                break;
            case GuestEnd.HostLimit:
                LimitReached limit = ((WasiLimitException)outcome.Cause!).Limit;
                LimitReached(logger, app, id, limit.Name, limit.Value, limit.Message);
                break;
            case GuestEnd.NoInstance:
                NoInstance(logger, app, id, outcome.Cause!.Message);
                break;
            case GuestEnd.ClientGone:
                ClientGone(logger, app, id);
                break;
            case GuestEnd.HostStopped:
                HostStopped(logger, app, id);
                break;
            default:
                HostFailed(logger, outcome.Cause, app, id);
                break;
        }
    }

    private static string Code(Exception? cause) => cause is TrapException { Code: not TrapCode.None } trap ? trap.Code.ToString() : "host";

    private static string Trace(Exception? cause)
    {
        if (cause is not WasmException { Frames: { IsEmpty: false } frames })
        {
            return "";
        }

        var text = new StringBuilder();
        foreach (WasmFrame frame in frames.AsSpan(0, Math.Min(frames.Length, MaxFrames)))
        {
            text.Append("\n    at ").Append(frame);
        }

        return frames.Length > MaxFrames ? text.Append($"\n    and {frames.Length - MaxFrames} more").ToString() : text.ToString();
    }

    [LoggerMessage(201, LogLevel.Error, "{App}/{Component} trapped ({Code}): {Reason}{Trace}")]
    private static partial void Trapped(ILogger logger, string app, string component, string code, string reason, string trace);

    [LoggerMessage(202, LogLevel.Warning, "{App}/{Component} was ended: it reached its limit {Limit} of {Value}. Set another under [component.{Component}.tool.whorl.limits].{Trace}")]
    private static partial void TimeLimit(ILogger logger, string app, string component, string limit, TimeSpan value, string trace);

    [LoggerMessage(203, LogLevel.Warning, "{App}/{Component} reached its limit {Limit} of {Value}: {Reason}")]
    public static partial void LimitReached(ILogger logger, string app, string component, string limit, long value, string reason);

    [LoggerMessage(204, LogLevel.Error, "{App}/{Component} could not be instantiated: {Reason}")]
    private static partial void NoInstance(ILogger logger, string app, string component, string reason);

    [LoggerMessage(205, LogLevel.Information, "{App}/{Component} was ended: the client has gone away (499)")]
    private static partial void ClientGone(ILogger logger, string app, string component);

    [LoggerMessage(206, LogLevel.Error, "{App}/{Component} failed because of an error in the host")]
    private static partial void HostFailed(ILogger logger, Exception? error, string app, string component);

    [LoggerMessage(207, LogLevel.Error, "{App}/{Component} exited with code {Code} before it had answered")]
    private static partial void Exited(ILogger logger, string app, string component, byte code);

    [LoggerMessage(208, LogLevel.Warning, "{App}/{Component} refused {Count} calls (503): its queue-length of {Queue} is reached, behind {Concurrent} calls at a time (max-concurrency)")]
    public static partial void QueueFull(ILogger logger, string app, string component, int count, int queue, int concurrent);

    [LoggerMessage(209, LogLevel.Error, "{App}/{Component} gave no whole response: {Reason}")]
    public static partial void NoAnswer(ILogger logger, string app, string component, string reason);

    [LoggerMessage(210, LogLevel.Warning, "{App}/{Component} was ended: the app is being stopped, and it was not done in time")]
    private static partial void HostStopped(ILogger logger, string app, string component);
}
