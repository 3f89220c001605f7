using System.Collections.Immutable;
using System.IO.Pipelines;
using Microsoft.Win32.SafeHandles;
using Whorl.Runtime.Commands;

namespace Whorl.Cli.Serving;

/// <summary>Gives the process's own standard streams to the program of a command trigger.</summary>
internal static class CommandStreams
{
    private const int StandardOutput = 1;
    private const int StandardError = 2;

    public static CommandStart Open(ImmutableArray<string> arguments) => new(
        arguments,
        PipeReader.Create(Console.OpenStandardInput(), new StreamPipeReaderOptions(leaveOpen: true)),
        OpenOutput(StandardOutput, Console.OpenStandardOutput),
        OpenOutput(StandardError, Console.OpenStandardError));

    // The console's streams pretend that all is well when nobody reads them any more, and a program would go on for nobody. Of a file there is
    // always a reader, and there the console keeps the place for whoever writes next.
    private static Stream OpenOutput(int descriptor, Func<Stream> ofConsole)
    {
        if (OperatingSystem.IsWindows())
        {
            return ofConsole();
        }

        var stream = new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? ofConsole() : stream;
    }
}
