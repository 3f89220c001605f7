namespace Whorl.Wasmtime.Tests;

public sealed class EngineErrorTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("outer\n\nCaused by:\n    inner", "outer: inner")]
    [InlineData("outer\n\nCaused by:\n    0: middle\n    1: inner", "outer: middle: inner")]
    [InlineData("error while executing at wasm backtrace:\n    0: 0x1 - a!b\n\nCaused by:\n    the host says no", "the host says no")]
    [InlineData("plain\n\nStack backtrace:\n   0: rust", "plain")]
    public void EngineText_WithCauses_BecomesOneLine(string text, string line)
    {
        Assert.Equal(line, EngineError.Flatten(text));
    }
}
