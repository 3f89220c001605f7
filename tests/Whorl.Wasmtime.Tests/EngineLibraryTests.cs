namespace Whorl.Wasmtime.Tests;

public sealed class EngineLibraryTests
{
    [Fact]
    public void NativeVersion_OfTheShippedLibrary_IsThePinnedOne()
    {
        Assert.Equal(EnginePin.Version, Engine.NativeVersion);
    }

    [Theory]
    [InlineData("set_vmctx_memory_50_0_1", "50.0.1")]
    [InlineData("set_vmctx_memory_50_0_9", "50.0.9")]
    [InlineData("set_vmctx_memory_50_0_0", null)]
    [InlineData("set_vmctx_memory_50_1_1", null)]
    [InlineData("set_vmctx_memory_51_0_1", null)]
    public void Library_OfAVersion_IsAcceptedIfItIsThePinOrAFixOfIt(string export, string? found)
    {
        Assert.Equal(found, EngineLibrary.FindVersion(name => name == export, "50.0.1"));
    }

    [Fact]
    public void Library_ThatIsNotThere_IsReportedWithWhatToDo()
    {
        var refusal = Assert.Throws<WasmException>(() => EngineLibrary.Open("/nowhere/libwasmtime.so", EnginePin.Version));

        Assert.Contains("/nowhere/libwasmtime.so", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(EngineLibrary.PathVariable, refusal.Message, StringComparison.Ordinal);
        Assert.IsType<DllNotFoundException>(refusal.InnerException);
    }

    [Fact]
    public void Library_ThatIsNone_IsReportedWithWhatToDo()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "no library");

            var refusal = Assert.Throws<WasmException>(() => EngineLibrary.Open(path, EnginePin.Version));

            Assert.Contains("unset the variable", refusal.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Library_OfAnotherVersion_IsReportedWithBothNames()
    {
        var refusal = Assert.Throws<WasmException>(() => EngineLibrary.Open(null, "49.0.0"));

        Assert.Contains("is not Wasmtime 49.0.0", refusal.Message, StringComparison.Ordinal);
    }
}
