using Whorl.Components.Hosting;
using Whorl.Wasi.Io;
using Whorl.Wasi.P2.Cli.TerminalInput;
using Whorl.Wasi.P2.Cli.TerminalOutput;
using Whorl.Wasi.P2.Io;
using Whorl.Wasi.P2.Io.Streams;

namespace Whorl.Wasi.P2.Cli;

/// <summary>The functions of <c>wasi:cli</c>. There are no terminals.</summary>
internal sealed class CliHost(WasiContext context, bool hasEnvironment)
    : Environment.IHost, Exit.IHost, Stdin.IHost, Stdout.IHost, Stderr.IHost,
        TerminalInput.IHost, TerminalOutput.IHost, TerminalStdin.IHost, TerminalStdout.IHost, TerminalStderr.IHost
{
    public (string, string)[] GetEnvironment() => hasEnvironment ? [.. context.Options.Environment.Select(v => (v.Key, v.Value))] : [];

    public string[] GetArguments() => hasEnvironment ? [.. context.Options.Arguments] : [];

    public Option<string> InitialCwd() => Option<string>.None;

    void Exit.IHost.Exit(Result<Unit, Unit> status) => ExitWithCode(status.IsOk ? (byte)0 : (byte)1);

    public void ExitWithCode(byte statusCode) => throw new GuestExitException(statusCode);

    public IInputStream GetStdin() => new InputStreamResource(context, context.StdinSource, isShared: true);

    public IOutputStream GetStdout() => new OutputStreamResource(context, context.OpenStdout());

    public IOutputStream GetStderr() => new OutputStreamResource(context, new SinkOutput(context, context.Stderr));

    public Option<ITerminalInput> GetTerminalStdin() => Option<ITerminalInput>.None;

    public Option<ITerminalOutput> GetTerminalStdout() => Option<ITerminalOutput>.None;

    public Option<ITerminalOutput> GetTerminalStderr() => Option<ITerminalOutput>.None;
}
