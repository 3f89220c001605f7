namespace Whorl.Wasmtime.Tests;

public sealed class TrapTests
{
    private const string EveryTrap = """
        (module $traps
          (import "host" "call" (func $host (param i32) (result i32)))
          (type $nullary (func))
          (type $struct (struct (field i32)))
          (type $array (array (mut i32)))
          (memory 1)
          (table 2 funcref)
          (elem (i32.const 1) $wrong)
          (tag $tag)
          (func $wrong (param i64))
          (func $recurse (export "StackOverflow") call $recurse call $recurse)
          (func (export "MemoryOutOfBounds") (drop (i32.load (i32.const 0x7fffffff))))
          (func (export "TableOutOfBounds") (call_indirect (type $nullary) (i32.const 9)))
          (func (export "IndirectCallToNull") (call_indirect (type $nullary) (i32.const 0)))
          (func (export "BadSignature") (call_indirect (type $nullary) (i32.const 1)))
          (func (export "IntegerOverflow") (drop (i32.div_s (i32.const 0x80000000) (i32.const -1))))
          (func (export "IntegerDivisionByZero") (drop (i32.rem_u (i32.const 1) (i32.const 0))))
          (func (export "BadConversionToInteger") (drop (i32.trunc_f32_s (f32.const nan))))
          (func (export "UnreachableCodeReached") unreachable)
          (func (export "Interrupt") (loop br 0))
          (func (export "NullReference") (drop (struct.get $struct 0 (ref.null $struct))))
          (func (export "ArrayOutOfBounds") (drop (array.get $array (array.new $array (i32.const 0) (i32.const 1)) (i32.const 1))))
          (func (export "CastFailure") (drop (ref.cast (ref $struct) (ref.i31 (i32.const 1)))))
          (func (export "UncaughtException") (throw $tag))
          (func (export "host") (result i32) (call $host (i32.const 7)))
          (func (export "collect") (result i32) (call $host (i32.const 9)))
          (func (export "fine") (result i32) (call $host (i32.const 1))))
        """;

    private static readonly TrapCode[] s_codes =
    [
        TrapCode.StackOverflow, TrapCode.MemoryOutOfBounds, TrapCode.TableOutOfBounds, TrapCode.IndirectCallToNull, TrapCode.BadSignature,
        TrapCode.IntegerOverflow, TrapCode.IntegerDivisionByZero, TrapCode.BadConversionToInteger, TrapCode.UnreachableCodeReached,
        TrapCode.Interrupt, TrapCode.NullReference, TrapCode.ArrayOutOfBounds, TrapCode.CastFailure, TrapCode.UncaughtException,
    ];

    public static TheoryData<TrapCode> Codes => [.. s_codes];

    private static Host.Body Respond => (_, argument) =>
    {
        switch (argument)
        {
            case 7:
                throw new InvalidDataException("seven");
            case 9:
                GC.Collect();
                return 9;
            default:
                return argument;
        }
    };

    [Theory]
    [MemberData(nameof(Codes))]
    public void Guest_ThatTraps_IsReportedWithItsCode(TrapCode code)
    {
        using var guest = new Guest(EveryTrap, Host.Define, Respond, limit: store => store.SetEpochDeadline(code == TrapCode.Interrupt ? 0u : Guest.FarDeadline));

        var trap = Assert.Throws<TrapException>(() => guest.Call(code.ToString()));

        Assert.Equal(code, trap.Code);
        Assert.NotEmpty(trap.Message);
        Assert.NotEmpty(trap.Frames);
        Assert.Equal("traps", trap.Frames[0].ModuleName);
    }

    [Fact]
    public void Guest_ThatTraps_NamesItsFunctionsAndOffsets()
    {
        using var guest = new Guest("""
            (module $module
              (func $inner (i32.store (i32.const -1) (i32.const 0)))
              (memory 1)
              (func $outer (export "f") nop call $inner))
            """);

        var trap = Assert.Throws<TrapException>(() => guest.Call("f"));

        Assert.Equal(["inner", "outer"], trap.Frames.Select(frame => frame.FunctionName));
        Assert.Equal([0u, 1u], trap.Frames.Select(frame => frame.FunctionIndex));
        Assert.All(trap.Frames, frame => Assert.True(frame.FunctionOffset > 0 && frame.ModuleOffset > frame.FunctionOffset));
        Assert.StartsWith("module!inner@0x", trap.Frames[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Guest_WithoutNames_IsReportedByIndex()
    {
        using var guest = new Guest("""(module (func) (func (export "f") unreachable))""");

        var frame = Assert.Single(Assert.Throws<TrapException>(() => guest.Call("f")).Frames);

        Assert.Equal((null, null, 1u), (frame.ModuleName, frame.FunctionName, frame.FunctionIndex));
        Assert.StartsWith("<module>!<function 1>@0x", frame.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Guest_ThatRecursesWithoutEnd_GivesABoundedBackTrace()
    {
        using var guest = new Guest(EveryTrap, Host.Define, Respond);

        var trap = Assert.Throws<TrapException>(() => guest.Call(nameof(TrapCode.StackOverflow)));

        Assert.InRange(trap.Frames.Length, 2, 64);
    }

    [Fact]
    public void StartFunction_ThatTraps_IsReportedAsATrap()
    {
        var trap = Assert.Throws<TrapException>(() => new Guest("(module (func $start unreachable) (start $start))"));

        Assert.Equal(TrapCode.UnreachableCodeReached, trap.Code);
        Assert.Equal("start", trap.Frames[0].FunctionName);
    }

    [Fact]
    public void DataSegment_OutsideTheMemory_IsReportedAsATrap()
    {
        var trap = Assert.Throws<TrapException>(() => new Guest("""(module (memory 1) (data (i32.const 65535) "ab"))"""));

        Assert.Equal(TrapCode.MemoryOutOfBounds, trap.Code);
    }

    [Fact]
    public void Guests_ThatTrapOnManyThreads_AreEachReportedRightly()
    {
        using var module = Module.Compile(Guest.Engine, Wat.ToWasm(EveryTrap));
        using var linker = new Linker(Guest.Engine);
        Host.Define(linker);
        using var pre = linker.InstantiatePre(module);
        var names = s_codes.Select(code => code.ToString()).Concat(["host", "collect", "fine"]).ToArray();

        var outcomes = new System.Collections.Concurrent.ConcurrentBag<(string Name, string Outcome)>();
        Parallel.For(0, 100 * names.Length, new ParallelOptions { MaxDegreeOfParallelism = 16 }, i =>
        {
            var name = names[i % names.Length];
            outcomes.Add((name, Outcome(pre, name)));
        });

        foreach (var name in names)
        {
            var expected = name switch { "host" => "seven", "collect" => "9", "fine" => "1", _ => name };
            Assert.Equal(Enumerable.Repeat(expected, 100), outcomes.Where(outcome => outcome.Name == name).Select(outcome => outcome.Outcome));
        }

        Assert.Throws<NullReferenceException>(() => NullText().Length);
    }

    private static string NullText() => null!;

    private static string Outcome(InstancePre pre, string name)
    {
        using var store = new Store(Guest.Engine, Respond);
        store.SetEpochDeadline(name == nameof(TrapCode.Interrupt) ? 0u : Guest.FarDeadline);
        var func = pre.Instantiate(store).Export(store, System.Text.Encoding.UTF8.GetBytes(name))!.Value.Func;
        Span<ValRaw> values = new ValRaw[1];
        try
        {
            func.Call(store, values);
            return values[0].I32.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (TrapException trap)
        {
            return trap.Code.ToString();
        }
        catch (InvalidDataException exception)
        {
            return exception.Message;
        }
    }
}
