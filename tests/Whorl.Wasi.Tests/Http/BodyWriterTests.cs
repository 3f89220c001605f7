using System.Buffers;
using System.IO.Pipelines;
using Whorl.Wasi.Http;

namespace Whorl.Wasi.Tests.Http;

public sealed class BodyWriterTests
{
    private readonly Pipe _pipe = new(new PipeOptions(useSynchronizationContext: false));

    [Fact]
    public async Task Write_WhatWasAnnounced_IsAllRight()
    {
        var writer = new BodyWriter(_pipe.Writer, announced: 4, limit: 100);
        writer.Write("ab"u8);
        Assert.True(writer.IsTooShort);
        writer.Write("cd"u8);
        Assert.False((await writer.FlushAsync(TestContext.Current.CancellationToken)).IsCompleted);
        Assert.False(writer.IsTooShort || writer.IsTooLong || writer.IsOverLimit || writer.IsAbandoned);
    }

    [Theory]
    [InlineData(3, 100, true, false)]
    [InlineData(null, 3, false, true)]
    public async Task Write_TooMuch_IsNotWrittenAndStopsTheWriter(int? announced, long limit, bool tooLong, bool overLimit)
    {
        var writer = new BodyWriter(_pipe.Writer, announced, limit);
        writer.Write("abcd"u8);
        Assert.True((await writer.FlushAsync(TestContext.Current.CancellationToken)).IsCompleted);
        Assert.Equal((tooLong, overLimit, 0), (writer.IsTooLong, writer.IsOverLimit, writer.Written));
        Assert.False(_pipe.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Flush_ReaderGone_IsAbandoned()
    {
        var writer = new BodyWriter(_pipe.Writer, announced: null, limit: 100);
        await _pipe.Reader.CompleteAsync();
        writer.Write("a"u8);
        Assert.True((await writer.FlushAsync(TestContext.Current.CancellationToken)).IsCompleted);
        Assert.True(writer.IsAbandoned);
    }
}
