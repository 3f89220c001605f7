using Whorl.Components.Binary;
using Whorl.Components.Linking;
using Whorl.Wasmtime;

namespace Whorl.Components.Tests.Linking;

/// <summary>Each <c>cases/NAME.wat</c> is planned; <c>cases/NAME.plan</c> is what must come out.</summary>
public sealed class PlanTests
{
    private const string Cases = "Linking/cases";

    public static IEnumerable<TheoryDataRow<string>> Names() => TestCases.Files(Cases, ".wat");

    [Theory]
    [MemberData(nameof(Names))]
    public void Plan_OfCase_IsAsWritten(string name)
    {
        var wat = File.ReadAllText(Path.Combine(TestCases.Folder(Cases), name + ".wat"));
        var plan = Planner.Plan(ComponentBinary.Decode(Wat.ToWasm(wat)), ImportBindings.None);

        Assert.Equal(File.ReadAllText(Path.Combine(TestCases.Folder(Cases), name + ".plan")), PlanText.Of(plan));
    }
}
