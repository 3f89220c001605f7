using Whorl.Components.Hosting;

namespace Whorl.Components.Tests.Hosting;

public sealed class ResultTests
{
    [Fact]
    public void Result_Ok_HoldsItsValueOnly()
    {
        Result<int, string> result = 3;
        Assert.True(result.IsOk);
        Assert.Equal(3, result.Value);
        Assert.Throws<InvalidOperationException>(() => result.Error);
        Assert.Equal(Result<int, string>.Ok(3), result);
        Assert.NotEqual(Result<int, string>.Err("x"), result);
    }

    [Fact]
    public void Result_Err_HoldsItsErrorOnly()
    {
        Result<int, string> result = "broken";
        Assert.False(result.TryGet(out _, out var error));
        Assert.Equal("broken", error);
        Assert.Throws<InvalidOperationException>(() => result.Value);
    }

    [Fact]
    public void Option_OfOption_KeepsBothLevels()
    {
        var outer = Option<Option<int>>.Some(Option<int>.None);
        Assert.True(outer.IsSome);
        Assert.False(outer.Value.IsSome);
        Assert.NotEqual(Option<Option<int>>.None, outer);
        Assert.Equal("some(none)", outer.ToString());
    }
}
