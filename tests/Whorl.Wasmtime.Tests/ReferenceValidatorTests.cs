namespace Whorl.Wasmtime.Tests;

public sealed class ReferenceValidatorTests : IDisposable
{
    private readonly ReferenceValidator _validator = new();

    public void Dispose() => _validator.Dispose();

    [Theory]
    [InlineData("(component)")]
    [InlineData("""(component (import "f" (func async (param "m" (map string u8)) (result (stream u8)))))""")]
    [InlineData("(component (core func (canon thread.yield)) (core func (canon waitable-set.new)))")]
    public void FindProblem_OfAValidComponent_IsNull(string text) => Assert.Null(_validator.FindProblem(Wat.ToWasm(text)));

    [Theory]
    [InlineData("""(component (import "a" (func)) (import "a" (func)))""", "import name `a` conflicts with previous name `a`")]
    [InlineData("(component (core module (func (i32.add))))", "type mismatch")]
    public void FindProblem_OfAnInvalidComponent_SaysWhatIsWrong(string text, string problem) =>
        Assert.Contains(problem, _validator.FindProblem(Wat.ToWasm(text)), StringComparison.Ordinal);

    [Fact]
    public void FindProblem_OfNoBytes_SaysSo() => Assert.NotNull(_validator.FindProblem([]));
}
