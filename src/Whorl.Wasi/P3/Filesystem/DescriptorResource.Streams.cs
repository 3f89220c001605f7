using Whorl.Components.Hosting;
using Whorl.Wasi.Files;
using Whorl.Wasi.Io;
using Whorl.Wasi.P3.Filesystem.Types;

namespace Whorl.Wasi.P3.Filesystem;

/// <content>Reading and writing by streams. What goes wrong is told by the future beside the stream.</content>
internal sealed partial class DescriptorResource
{
    public (ComponentStream<byte>, ComponentFuture<Result<Unit, ErrorCode>>) ReadViaStream(ulong offset)
    {
        if (descriptor.OpenInput(offset, out FileInput? input) is { } error)
        {
            return (ComponentStream.From<byte>(ReadOnlyMemory<byte>.Empty), ComponentFuture.From(FileErrors.ToResult(error)));
        }

        var reader = new SourceReader(input!);
        return (ComponentStream.FromPipe(reader), ComponentFuture.From(EndOfAsync(reader)));
    }

    public ComponentFuture<Result<Unit, ErrorCode>> WriteViaStream(ComponentStream<byte> data, ulong offset) => Write(data, offset);

    public ComponentFuture<Result<Unit, ErrorCode>> AppendViaStream(ComponentStream<byte> data) => Write(data, null);

    public (ComponentStream<DirectoryEntry>, ComponentFuture<Result<Unit, ErrorCode>>) ReadDirectory()
    {
        FileErrorCode? error = descriptor.List(out string[] names);
        var entries = new List<DirectoryEntry>(names.Length);
        foreach (string name in names)
        {
            if (((DirectoryNode)descriptor.Node).TryFind(name, out FileNode? node))
            {
                entries.Add(new DirectoryEntry(TypeOf(node), name));
            }
        }

        return (ComponentStream.From<DirectoryEntry>(entries.ToArray()), ComponentFuture.From(FileErrors.ToResult(error)));
    }

    private static async Task<Result<Unit, ErrorCode>> EndOfAsync(SourceReader reader)
    {
        IoError? failure = await reader.Ended.ConfigureAwait(false);
        return FileErrors.ToResult(failure is null ? null : failure.File ?? FileErrorCode.Io);
    }

    private ComponentFuture<Result<Unit, ErrorCode>> Write(ComponentStream<byte> data, ulong? offset)
    {
        if (descriptor.OpenOutput(offset, out FileOutput? output) is { } error)
        {
            data.Dispose();
            return ComponentFuture.From(FileErrors.ToResult(error));
        }

        return ComponentFuture.From(CopyAsync(data, output!));
    }

    private async Task<Result<Unit, ErrorCode>> CopyAsync(ComponentStream<byte> data, FileOutput output)
    {
        using (output)
        {
            var writer = new TargetWriter<FileErrorCode>(
                bytes => output.Write(bytes.Span) == StreamStatus.Open ? null : output.Failure?.File ?? FileErrorCode.Io);
            await data.CopyToAsync(writer, context.Ended).ConfigureAwait(false);
            return FileErrors.ToResult(writer.Error);
        }
    }
}
