namespace Whorl.Wasmtime.Tests;

public sealed class ModuleTests : IDisposable
{
    private const string EveryType = """
        (module
          (type $concrete (func))
          (import "a" "func" (func (param i32 i64 f32 f64 v128) (result funcref externref)))
          (import "a" "refs" (func (param anyref exnref (ref func) (ref null $concrete) i31ref)))
          (import "b" "global" (global (mut i64)))
          (import "b" "" (table 1 2 funcref))
          (import "ü" "memory" (memory 1 3))
          (import "c" "tag" (tag (param i32)))
          (memory (export "memory") 5)
          (table (export "table") 7 externref)
          (global (export "global") f64 (f64.const 1))
          (func (export "func")))
        """;

    private readonly string _path = Path.GetTempFileName();

    private static Engine Engine => Guest.Engine;

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Module_WithImportsOfEveryType_ListsThemInOrder()
    {
        using var module = Module.Compile(Engine, Wat.ToWasm(EveryType));

        Assert.Equal(
            [
                new ModuleImport("a", "func", new FuncType([ValKind.I32, ValKind.I64, ValKind.F32, ValKind.F64, ValKind.V128], [ValKind.FuncRef, ValKind.ExternRef])),
                new ModuleImport("a", "refs", new FuncType([ValKind.AnyRef, ValKind.ExnRef, ValKind.OtherRef, ValKind.OtherRef, ValKind.OtherRef], [])),
                new ModuleImport("b", "global", new GlobalType(ValKind.I64, Mutable: true)),
                new ModuleImport("b", "", new TableType(ValKind.FuncRef, 1, 2)),
                new ModuleImport("ü", "memory", new MemoryType(1, 3, Is64: false, Shared: false, 16)),
                new ModuleImport("c", "tag", new TagType(new FuncType([ValKind.I32], []))),
            ],
            module.Imports);
    }

    [Fact]
    public void Module_WithExports_ListsThemInOrder()
    {
        using var module = Module.Compile(Engine, Wat.ToWasm(EveryType));

        Assert.Equal(
            [
                new ModuleExport("memory", new MemoryType(5, null, Is64: false, Shared: false, 16)),
                new ModuleExport("table", new TableType(ValKind.ExternRef, 7, null)),
                new ModuleExport("global", new GlobalType(ValKind.F64, Mutable: false)),
                new ModuleExport("func", new FuncType([], [])),
            ],
            module.Exports);
    }

    [Theory]
    [InlineData(new byte[0], "offset 0x0")]
    [InlineData(new byte[] { 0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 9 }, "offset 0x9")]
    [InlineData(new byte[] { 0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0 }, "component")]
    public void Binary_ThatIsNoModule_IsRefusedWithTheReason(byte[] binary, string reason)
    {
        Assert.Contains(reason, Assert.Throws<WasmException>(() => Module.Compile(Engine, binary)).Message, StringComparison.Ordinal);
        Assert.Contains(reason, Assert.Throws<WasmException>(() => Module.Validate(Engine, binary)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(module (memory 1 1 shared))")]
    [InlineData("(module (memory (export \"m\") i64 1))")]
    [InlineData("(module (table (export \"t\") i64 0x1_0000_0000 funcref))")]
    public void Module_WithAFeatureThatIsOff_IsRefused(string wat)
    {
        Assert.Throws<WasmException>(() => Module.Validate(Engine, Wat.ToWasm(wat)));
    }

    [Fact]
    public void Validate_OfAModule_Accepts()
    {
        Module.Validate(Engine, Wat.ToWasm(EveryType));
    }

    [Fact]
    public void Module_SerialisedAndLoaded_Runs()
    {
        var image = Image("""(module (func (export "f") (result i32) (i32.const 42)))""");
        File.WriteAllBytes(_path, image);

        using var fromMemory = Module.Deserialize(Engine, image);
        using var fromFile = Module.DeserializeFile(Engine, _path);

        Assert.Equal((42, 42), (Run(fromMemory), Run(fromFile)));
    }

    [Fact]
    public void Image_WithAnyByteChanged_IsRefused()
    {
        var image = Image("""(module (func (export "f") (result i32) (i32.const 42)))""");
        var step = image.Length / 200;
        for (var at = 0; at < image.Length; at += at < image.Length - 40 ? step : 1)
        {
            var damaged = image.ToArray();
            damaged[at] ^= 0x10;
            File.WriteAllBytes(_path, damaged);

            Assert.Contains("damaged", Assert.Throws<WasmException>(() => Module.Deserialize(Engine, damaged)).Message, StringComparison.Ordinal);
            var refusal = Assert.Throws<WasmException>(() => Module.DeserializeFile(Engine, _path));
            Assert.Contains(_path, refusal.Message, StringComparison.Ordinal);
            Assert.Contains("compile it again", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(35)]
    [InlineData(36)]
    [InlineData(5_000)]
    [InlineData(-1)]
    public void Image_CutShort_IsRefused(int length)
    {
        var image = Image("(module)");
        var cut = image[..(length < 0 ? image.Length + length : length)];
        File.WriteAllBytes(_path, cut);

        Assert.Contains("damaged", Assert.Throws<WasmException>(() => Module.Deserialize(Engine, cut)).Message, StringComparison.Ordinal);
        Assert.Contains("damaged", Assert.Throws<WasmException>(() => Module.DeserializeFile(Engine, _path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Image_OfAnotherEngine_IsRefusedByItsKey()
    {
        using var other = new Engine(new EngineOptions { Pooling = false, ConsumeFuel = true });
        var image = Image("(module)");
        File.WriteAllBytes(_path, image);

        var fromMemory = Assert.Throws<WasmException>(() => Module.Deserialize(other, image));
        var fromFile = Assert.Throws<WasmException>(() => Module.DeserializeFile(other, _path));

        Assert.Contains(other.CompatibilityKey, fromMemory.Message, StringComparison.Ordinal);
        Assert.Contains(other.CompatibilityKey, fromFile.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Image_LargerThanOneChunk_IsCheckedWhole()
    {
        var functions = string.Concat(Enumerable.Range(0, 3_000).Select(i => $"(func (result i32) (i32.const {i}))"));
        var image = Image($"""(module (func (export "f") (result i32) (i32.const 42)) {functions})""");
        Assert.True(image.Length > 128 << 10);
        File.WriteAllBytes(_path, image);

        using var module = Module.DeserializeFile(Engine, _path);

        Assert.Equal(42, Run(module));
    }

    [Fact]
    public void ImageFile_ThatIsNotThere_IsAnIOError()
    {
        Assert.Throws<FileNotFoundException>(() => Module.DeserializeFile(Engine, _path + ".none"));
    }

    [Fact]
    public void Module_Disposed_LeavesItsInstancesUsable()
    {
        var module = Module.Compile(Engine, Wat.ToWasm("""(module (func (export "f") (result i32) (i32.const 42)))"""));
        using var store = new Store(Engine);
        store.SetEpochDeadline(Guest.FarDeadline);
        var func = Instance.Create(store, module, []).Export(store, "f"u8)!.Value.Func;
        Span<ValRaw> values = new ValRaw[1];

        module.Dispose();
        func.Call(store, values);

        Assert.Equal(42, values[0].I32);
        Assert.Throws<ObjectDisposedException>(() => Instance.Create(store, module, []));
        store.Dispose();
    }

    private static byte[] Image(string wat)
    {
        using var module = Module.Compile(Engine, Wat.ToWasm(wat));
        return module.Serialize();
    }

    private static int Run(Module module)
    {
        using var store = new Store(Engine);
        store.SetEpochDeadline(Guest.FarDeadline);
        Span<ValRaw> values = new ValRaw[1];
        Instance.Create(store, module, []).Export(store, "f"u8)!.Value.Func.Call(store, values);
        return values[0].I32;
    }
}
