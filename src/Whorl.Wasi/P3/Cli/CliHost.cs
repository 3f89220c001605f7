using Whorl.Components.Hosting;
using Whorl.Wasi.Io;
using Whorl.Wasi.P3.Cli.TerminalInput;
using Whorl.Wasi.P3.Cli.TerminalOutput;
using Whorl.Wasi.P3.Cli.Types;

namespace Whorl.Wasi.P3.Cli;

/// <summary>The functions of <c>wasi:cli</c>. There are no terminals.</summary>
internal sealed class CliHost(WasiContext context, bool hasEnvironment)
    : Types.IHost, Environment.IHost, Exit.IHost, Stdin.IHost, Stdout.IHost, Stderr.IHost,
        TerminalInput.IHost, TerminalOutput.IHost, TerminalStdin.IHost, TerminalStdout.IHost, TerminalStderr.IHost
{
    public (string, string)[] GetEnvironment() => hasEnvironment ? [.. context.Options.Environment.Select(v => (v.Key, v.Value))] : [];

    public string[] GetArguments() => hasEnvironment ? [.. context.Options.Arguments] : [];

    public Option<string> GetInitialCwd() => Option<string>.None;

    void Exit.IHost.Exit(Result<Unit, Unit> status) => ExitWithCode(status.IsOk ? (byte)0 : (byte)1);

    public void ExitWithCode(byte statusCode) => throw new GuestExitException(statusCode);

    public (ComponentStream<byte>, ComponentFuture<Result<Unit, ErrorCode>>) ReadViaStream()
    {
        if (context.TakeStdin() is not { } stdin)
        {
            Result<Unit, ErrorCode> ended = default(Unit);
            return (ComponentStream.From<byte>(ReadOnlyMemory<byte>.Empty), ComponentFuture.From(ended));
        }

        var reader = new ObservedReader(stdin, context.Options.Time);
        context.EndWithInstance(reader);
        return (ComponentStream.FromPipe(reader), ComponentFuture.From(EndOfAsync(reader)));
    }

    ComponentFuture<Result<Unit, ErrorCode>> Stdout.IHost.WriteViaStream(ComponentStream<byte> data) =>
        ComponentFuture.From(WriteAsync(data, context.Stdout));

    ComponentFuture<Result<Unit, ErrorCode>> Stderr.IHost.WriteViaStream(ComponentStream<byte> data) =>
        ComponentFuture.From(WriteAsync(data, context.Stderr));

    public Option<ITerminalInput> GetTerminalStdin() => Option<ITerminalInput>.None;

    public Option<ITerminalOutput> GetTerminalStdout() => Option<ITerminalOutput>.None;

    public Option<ITerminalOutput> GetTerminalStderr() => Option<ITerminalOutput>.None;

    private static async Task<Result<Unit, ErrorCode>> EndOfAsync(ObservedReader reader) =>
        await reader.Ended.ConfigureAwait(false) is null ? default(Unit) : ErrorCode.Io;

    /// <summary>Beyond the limit bytes are dropped, not refused: a program should not die of its own chatter.</summary>
    private async Task<Result<Unit, ErrorCode>> WriteAsync(ComponentStream<byte> data, IOutputSink sink)
    {
        var writer = new TargetWriter<ErrorCode>(bytes =>
        {
            lock (sink)
            {
                int count = context.TakeOutputAllowance(bytes.Length);
                if (count > 0)
                {
                    sink.Write(bytes.Span[..count]);
                }
            }

            return null;
        });
        await data.CopyToAsync(writer, context.Ended).ConfigureAwait(false);
        return default(Unit);
    }
}
