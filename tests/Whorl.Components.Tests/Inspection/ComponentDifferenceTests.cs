using Whorl.Components.Inspection;
using Whorl.Wasmtime;

namespace Whorl.Components.Tests.Inspection;

public sealed class ComponentDifferenceTests
{
    [Fact]
    public void Between_TheSameComponent_IsNothing()
    {
        var hello = ComponentInspection.Of(File.ReadAllBytes(SampleComponents.Hello));
        var difference = ComponentDifference.Between(hello, hello);
        Assert.Empty(difference.Imports);
        Assert.Empty(difference.Exports);
    }

    [Fact]
    public void Between_TwoVersions_TellsWhatEachAsksForAlone()
    {
        var difference = ComponentDifference.Between(
            Inspect("""
                (component
                  (import "a:b/gone@1.0.0" (instance))
                  (import "a:b/kept@1.0.0" (instance))
                  (import "a:b/c@1.0.0" (instance (export "f" (func)) (export "g" (func)))))
                """),
            Inspect("""
                (component
                  (import "a:b/c@1.1.0" (instance (export "g" (func (param "x" u8))) (export "h" (func))))
                  (import "a:b/kept@1.0.0" (instance))
                  (import "a:b/new@1.0.0" (instance)))
                """));
        Assert.Equal(
            [(ChangeKind.Changed, "a:b/c@1.1.0"), (ChangeKind.Added, "a:b/new@1.0.0"), (ChangeKind.Removed, "a:b/gone@1.0.0")],
            difference.Imports.Select(c => (c.Kind, c.Name)));
        var change = difference.Imports[0];
        Assert.Equal("a:b/c@1.0.0", change.OldName);
        Assert.Equal(["h"], change.AddedFunctions);
        Assert.Equal(["f"], change.RemovedFunctions);
        Assert.Equal(["g"], change.ChangedFunctions);
    }

    private static ComponentInspection Inspect(string text) => ComponentInspection.Of(Wat.ToWasm(text));
}
