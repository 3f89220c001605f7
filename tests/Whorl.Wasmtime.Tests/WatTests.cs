namespace Whorl.Wasmtime.Tests;

public sealed class WatTests
{
    [Fact]
    public void Text_OfAModule_BecomesOne()
    {
        Assert.Equal([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0], Wat.ToWasm("(module)"));
    }

    [Fact]
    public void Text_OfAComponent_BecomesOne()
    {
        Assert.Equal([0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0], Wat.ToWasm("(component)"));
    }

    [Theory]
    [InlineData("(module\n  (func (foo)))", ":2:10")]
    [InlineData("(module", ":1:8")]
    [InlineData("(component (import \"a\" (func (param \"x\" nosuch))))", ":1:41")]
    public void Text_ThatIsNotValid_IsRefusedWithLineAndColumn(string text, string position)
    {
        Assert.Contains(position, Assert.Throws<WasmException>(() => Wat.ToWasm(text)).Message, StringComparison.Ordinal);
    }
}
