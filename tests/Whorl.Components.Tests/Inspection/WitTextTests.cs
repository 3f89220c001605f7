using System.Runtime.CompilerServices;
using Whorl.Components.Inspection;
using Whorl.Wasmtime;
using Whorl.Wit;
using Whorl.Wit.Printing;

namespace Whorl.Components.Tests.Inspection;

/// <summary>
/// Components of the folder <c>cases</c> are put into WIT, as the files beside them say. With WHORL_UPDATE_CASES=1 in the environment a run
/// writes those files instead.
/// </summary>
public sealed class WitTextTests
{
    private const string Folder = "Inspection/cases";

    public static IEnumerable<TheoryDataRow<string>> Cases => TestCases.Files(Folder, ".wat");

    [Theory]
    [MemberData(nameof(Cases))]
    public void ToWit_OfAComponent_IsAsTheFileSays(string name)
    {
        var wit = ComponentInspection.Of(Read(name)).ToWit();
        if (Environment.GetEnvironmentVariable("WHORL_UPDATE_CASES") == "1")
        {
            File.WriteAllText(Path.Combine(SourceFolder(), "cases", name + ".wit"), wit);
            return;
        }

        Assert.Equal(File.ReadAllText(Path.Combine(TestCases.Folder(Folder), name + ".wit")), wit);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ToWit_OfAComponent_CanBeParsedAndPrinted(string name) => CheckParses(ComponentInspection.Of(Read(name)).ToWit());

    [Fact]
    public void ToWit_OfAToolchainsComponent_CanBeParsedAndPrinted() =>
        CheckParses(ComponentInspection.Of(File.ReadAllBytes(SampleComponents.Hello)).ToWit());

    private static void CheckParses(string wit)
    {
        var resolution = WitResolution.Resolve(WitSourceSet.FromText("component.wit", wit));
        Assert.Empty(resolution.Diagnostics);
        var printed = WitPrinter.Print(resolution);
        Assert.Equal(printed, WitPrinter.Print(WitResolution.Resolve(WitSourceSet.FromText("printed.wit", printed))));
    }

    private static byte[] Read(string name) => Wat.ToWasm(File.ReadAllText(Path.Combine(TestCases.Folder(Folder), name + ".wat")));

    private static string SourceFolder([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;
}
