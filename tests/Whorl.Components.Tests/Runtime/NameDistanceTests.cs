using Whorl.Components.Runtime;

namespace Whorl.Components.Tests.Runtime;

public sealed class NameDistanceTests
{
    [Theory]
    [InlineData("[method]fields.gett", "[method]fields.get")]
    [InlineData("wasi:htp/types@0.2.0", "wasi:http/types@0.2.12")]
    [InlineData("zzzzzzzz", null)]
    public void Nearest_IsTheFewestEditsAway_OrNothing(string name, string? nearest) =>
        Assert.Equal(nearest, NameDistance.Nearest(name, ["[method]fields.get", "[method]fields.set", "wasi:http/types@0.2.12", ""]));
}
