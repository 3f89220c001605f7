using Whorl.Conformance.Running;
using Whorl.Conformance.Scripts;

namespace Whorl.Conformance.Tests;

/// <summary>What the runner must not let pass. What it must let pass is in the cases.</summary>
public sealed class ScriptRunnerTests
{
    private const string Guest =
        """
        (component $Guest
          (core module $M
            (func (export "seven") (result i32) (i32.const 7))
            (func (export "fail") unreachable))
          (core instance $m (instantiate $M))
          (func (export "seven") (result u32) (canon lift (core func $m "seven")))
          (func (export "fail") (canon lift (core func $m "fail"))))
        """;

    [Theory]
    [InlineData("(assert_return (invoke \"seven\") (u32.const 8))", "returns (u32.const 7) where (u32.const 8) is expected")]
    [InlineData("(assert_return (invoke \"seven\"))", "where nothing is expected")]
    [InlineData("(assert_return (invoke \"seven\") (u8.const 7))", "returns (u32.const 7)")]
    [InlineData("(assert_return (invoke \"seven\" (u32.const 1)) (u32.const 7))", "gives 1 arguments")]
    [InlineData("(assert_return (invoke \"eight\") (u32.const 7))", "exports no function `eight`")]
    [InlineData("(assert_return (invoke $Other \"seven\") (u32.const 7))", "no instance $Other")]
    [InlineData("(assert_return (invoke \"fail\"))", "unreachable")]
    [InlineData("(assert_return (get \"seven\") (u32.const 7))", "no globals")]
    [InlineData("(assert_trap (invoke \"seven\") \"\")", "ends without the trap")]
    [InlineData("(assert_trap (invoke \"fail\") \"out of bounds\")", "traps with")]
    [InlineData("(assert_trap (invoke \"eight\") \"\")", "exports no function `eight`")]
    [InlineData("(assert_exception (invoke \"fail\"))", "traps with")]
    [InlineData("(assert_invalid (component) \"nothing is wrong\")", "is accepted, where `nothing is wrong` is expected")]
    [InlineData("(assert_malformed (component binary \"\\00asm\\0d\\00\\01\\00\") \"\")", "is accepted")]
    [InlineData("(assert_unlinkable (component) \"\")", "is linked")]
    [InlineData("(assert_unlinkable (component (type (record))) \"\")", "InvalidComponentException")]
    [InlineData("(component (type (record)))", "InvalidComponentException")]
    [InlineData("(component definition (core module (func (result i32))))", "WasmException")]
    [InlineData("(component instance $i $Unknown)", "no definition $Unknown")]
    [InlineData("(module)", "core modules")]
    public void Directive_WithAWrongExpectation_Fails(string directive, string part) =>
        Assert.Contains(part, Last(Guest + directive).Failure, StringComparison.Ordinal);

    [Fact]
    public void Instance_AfterAFailedOne_IsNotTheOlder() =>
        Assert.Contains("no instance", Last(Guest + "(component (type (record))) (assert_return (invoke \"seven\") (u32.const 7))").Failure, StringComparison.Ordinal);

    [Fact]
    public void Rejection_ByTheTextReader_IsToldApart()
    {
        Assert.Equal(new Verdict(null, RejectedByText: true), Last("(assert_malformed (component quote \"(nonsense)\") \"\")"));
        Assert.Equal(new Verdict(null, RejectedByText: false), Last("(assert_invalid (component (type (record))) \"\")"));
    }

    [Theory]
    [InlineData("provider", "(u32.const 7)", true)]
    [InlineData("nobody", "(u32.const 7)", false)]
    public void Import_OfANamedComponentsModule_IsMetByThatName(string name, string result, bool expected)
    {
        var verdict = Last(
            $$"""
            (component $provider
              (core module (export "m") (func (export "f") (result i32) (i32.const 7))))
            (component
              (import "{{name}}" (instance $i (export "m" (core module $M (export "f" (func (result i32)))))))
              (core instance $m (instantiate (module $i "m")))
              (func (export "f") (result u32) (canon lift (core func $m "f"))))
            (assert_return (invoke "f") {{result}})
            """);

        Assert.True(expected == (verdict.Failure is null), verdict.Failure);
    }

    [Fact]
    public void Features_OfDirectives_AreThoseOfWhatTheyCall()
    {
        var steps = ScriptReader.Read(
            """
            (component definition $A (type (stream u8)))
            (component $B)
            (component instance $a $A)
            (invoke "f")
            (invoke $B "f")
            """);

        Assert.Equal([Feature.Callback, Feature.Sync, Feature.Callback, Feature.Callback, Feature.Sync], FeatureMap.Of(steps));
    }

    private static Verdict Last(string script)
    {
        using var runner = new ScriptRunner();
        return ScriptReader.Read(script).Select(step => runner.Run(step.Directive)).ToList()[^1];
    }
}
