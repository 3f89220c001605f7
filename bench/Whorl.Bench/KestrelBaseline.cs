using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Whorl.Bench;

/// <summary>What Whorl is compared with: the same answers from a raw request delegate, without a guest.</summary>
internal static class KestrelBaseline
{
    private static readonly byte[] s_hello = "Hello from Kestrel, you asked for /\n"u8.ToArray();
    private static readonly byte[] s_block = new byte[64 * 1024];

    public static async Task RunAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.ListenLocalhost(port);
            options.Limits.MaxRequestBodySize = null;
            options.Limits.MinRequestBodyDataRate = null;
            options.Limits.MinResponseDataRate = null;
        });
        var app = builder.Build();
        app.Run(Answer);
        await app.RunAsync();
    }

    private static Task Answer(HttpContext context)
    {
        context.Response.ContentType = "text/plain";
        var path = context.Request.Path.Value!;
        if (path.StartsWith("/echo", StringComparison.Ordinal))
        {
            return EchoAsync(context);
        }
        if (path.StartsWith("/big/", StringComparison.Ordinal))
        {
            return BigAsync(context, int.Parse(path.AsSpan(5), System.Globalization.CultureInfo.InvariantCulture));
        }
        if (path.StartsWith("/count", StringComparison.Ordinal))
        {
            return CountAsync(context);
        }
        context.Response.ContentLength = s_hello.Length;
        var write = context.Response.BodyWriter.WriteAsync(s_hello);
        return write.IsCompletedSuccessfully ? Task.CompletedTask : write.AsTask();
    }

    private static async Task EchoAsync(HttpContext context)
    {
        var (reader, writer) = (context.Request.BodyReader, context.Response.BodyWriter);
        while (true)
        {
            var read = await reader.ReadAsync();
            foreach (var segment in read.Buffer)
            {
                writer.Write(segment.Span);
            }
            await writer.FlushAsync();
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return;
            }
        }
    }

    private static async Task BigAsync(HttpContext context, int kibibytes)
    {
        for (var left = kibibytes * 1024L; left > 0; left -= s_block.Length)
        {
            await context.Response.BodyWriter.WriteAsync(s_block.AsMemory(0, (int)Math.Min(left, s_block.Length)));
        }
    }

    private static async Task CountAsync(HttpContext context)
    {
        long total = 0;
        ReadResult read;
        do
        {
            read = await context.Request.BodyReader.ReadAsync();
            total += read.Buffer.Length;
            context.Request.BodyReader.AdvanceTo(read.Buffer.End);
        }
        while (!read.IsCompleted);
        await context.Response.WriteAsync($"{total}\n");
    }
}
