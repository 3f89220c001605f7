using System.Text;
using Whorl.Conformance.Running;
using Whorl.Conformance.Scripts;

namespace Whorl.Conformance.Tests;

public sealed class ScriptReaderTests
{
    [Fact]
    public void Component_Definition_LosesTheKeywordAndKeepsItsColumns()
    {
        var define = Assert.IsType<DefineDirective>(Single("(component definition $A (type u8))"));

        Assert.True(define.IsDefinitionOnly);
        Assert.Equal("$A", define.Id);
        Assert.Equal("(component            $A (type u8))", Assert.IsType<TextSource>(define.Source).Text);
    }

    [Fact]
    public void Component_Binary_JoinsItsStringsUnread()
    {
        var define = Assert.IsType<DefineDirective>(Single("(component $B binary \"\\00asm\" (; ;) \"\\ff\")"));

        Assert.Equal([0, (byte)'a', (byte)'s', (byte)'m', 0xff], Assert.IsType<BinarySource>(define.Source).Bytes);
    }

    [Fact]
    public void Component_Quote_SeparatesItsStrings()
    {
        var rejected = Assert.IsType<AssertRejectedDirective>(
            Single("(assert_malformed (component quote \"(import\" \"\\\"a\\\")\") \"why\")"));

        Assert.Equal("(import \"a\") ", Encoding.UTF8.GetString(Assert.IsType<QuotedSource>(rejected.Source).Bytes));
        Assert.Equal("why", rejected.Message);
    }

    [Fact]
    public void Component_Instance_NamesItselfThenItsDefinition()
    {
        var instantiate = Assert.IsType<InstantiateDirective>(Single("(component instance $i $D)"));

        Assert.Equal(("$i", "$D"), (instantiate.Id, instantiate.Definition));
    }

    [Fact]
    public void Invoke_WithInstance_HasItsArguments()
    {
        var directive = Assert.IsType<AssertReturnDirective>(
            Single("(assert_return (invoke $i \"run\" (u8.const 1) (str.const \"x\")) (bool.const true))"));

        var invoke = Assert.IsType<InvokeAction>(directive.Action);
        Assert.Equal(("$i", "run", 2), (invoke.Instance, invoke.Export, invoke.Arguments.Length));
        Assert.Equal("(bool.const true)", Assert.Single(directive.Results).ToString());
    }

    [Fact]
    public void Trap_OfInstantiation_HasItsComponent()
    {
        var directive = Assert.IsType<AssertTrapDirective>(Single("(assert_trap (component) \"unreachable\")"));

        Assert.IsType<StartAction>(directive.Action);
        Assert.Equal("unreachable", directive.Message);
    }

    [Fact]
    public void Register_OfNamedInstance_HasBothNames()
    {
        var register = Assert.IsType<RegisterDirective>(Single("(register \"lib\" $i)"));

        Assert.Equal(("lib", "$i"), (register.Name, register.Instance));
    }

    [Theory]
    [InlineData("(assert_sideways)", "assert_sideways")]
    [InlineData("(assert_return)", "parentheses")]
    [InlineData("(assert_trap (invoke \"f\"))", "string")]
    [InlineData("(invoke \"f\" (u9.const 1))", "u9.const")]
    [InlineData("(assert_invalid (instance) \"\")", "component")]
    public void Directive_NotUnderstood_LeavesTheRestToRun(string text, string part)
    {
        var steps = ScriptReader.Read(text + "(component)");

        Assert.Contains(part, Assert.IsType<UnknownDirective>(steps[0].Directive).Problem, StringComparison.Ordinal);
        Assert.IsType<DefineDirective>(steps[1].Directive);
    }

    [Fact]
    public void Keys_OfDirectivesOnOneLine_AreDistinct()
    {
        var steps = ScriptReader.Read("(component)\n(component) (component)\n\n(component)");

        Assert.Equal(["f:1", "f:2", "f:2#2", "f:4"], ScriptReport.Keys("f", steps).Select(entry => entry.Key));
    }

    [Theory]
    [InlineData("(component (func (result u32)))", "Sync")]
    [InlineData("(component (core module (import \"\" \"stream.new\" (func)) (import \"\" \"thread.yield\" (func))))", "Sync")]
    [InlineData("(component (type (stream u8)))", "Callback")]
    [InlineData("(component (canon task.return (core func)))", "Callback")]
    [InlineData("(component (func (canon lift (core func 0) async (callback (func 1)))))", "Callback")]
    [InlineData("(component (func (canon lift (core func 0) async)))", "Stackful")]
    [InlineData("(component (canon thread.index (core func)))", "Threads")]
    public void Feature_OfComponent_IsTheHighestItNames(string text, string expected) =>
        Assert.Equal(expected, FeatureDetector.Of(ScriptReader.Read(text)[0].Form).ToString());

    private static Directive Single(string text) => Assert.Single(ScriptReader.Read(text)).Directive;
}
