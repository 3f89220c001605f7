using Whorl.Components.Binary;
using Whorl.Components.Inspection;
using Whorl.Fuzz.Binaries;
using Whorl.Wit;
using Whorl.Wit.Printing;

namespace Whorl.Fuzz.Wit;

/// <summary>Any text is WIT or has diagnostics; what is WIT is printed as WIT that means the same.</summary>
public sealed class WitTests
{
    private const int Inputs = 150;

    public static TheoryData<int> Seeds => FuzzRun.Seeds;

    [Theory]
    [MemberData(nameof(Seeds))]
    public void RandomWit_Printed_IsReadAgainAsTheSame(int seed)
    {
        for (var i = 0; i < FuzzRun.Times(Inputs); i++)
        {
            var text = RandomWit.Write(unchecked((seed * 100_003) + i));
            Explain(text, () => Assert.True(CheckRoundTrip(text), string.Join('\n', Resolve(text).Diagnostics)));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void MutatedWit_Read_HasDiagnosticsOrRoundTrips(int seed)
    {
        var mutator = new WitMutator(seed);
        for (var i = FuzzRun.Times(Inputs); i > 0; i--)
        {
            var text = mutator.Next();
            Explain(text, () => CheckRoundTrip(text));
        }
    }

    /// <summary>The WIT of any valid component can be read.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void MutatedComponent_PutIntoWit_CanBeRead(int seed)
    {
        var mutator = new BinaryMutator(seed * 31);
        for (var i = FuzzRun.Times(Inputs * 4); i > 0; i--)
        {
            var input = mutator.Next();
            if (Inspect(input) is { } inspection)
            {
                BinaryFailure.Explain(input, () =>
                {
                    var text = inspection.ToWit();
                    Assert.True(CheckRoundTrip(text), $"{string.Join('\n', Resolve(text).Diagnostics)}\n{text}");
                });
            }
        }
    }

    private static ComponentInspection? Inspect(byte[] input)
    {
        try
        {
            return ComponentInspection.Of(input);
        }
        catch (InvalidComponentException)
        {
            return null;
        }
    }

    /// <summary>False when the text is not WIT.</summary>
    private static bool CheckRoundTrip(string text)
    {
        var resolution = Resolve(text);
        if (!resolution.Success)
        {
            Assert.NotEmpty(resolution.Diagnostics);
            return false;
        }

        var printed = WitPrinter.Print(resolution);
        var again = Resolve(printed);
        Assert.True(again.Success, $"what was printed is not WIT:\n{string.Join('\n', again.Diagnostics)}\n{printed}");
        Assert.Equal(printed, WitPrinter.Print(again));
        return true;
    }

    private static WitResolution Resolve(string text) => WitResolution.Resolve(WitSourceSet.FromText("fuzz.wit", text));

    private static void Explain(string text, Action check)
    {
        try
        {
            check();
        }
        catch (Exception e)
        {
            Assert.Fail($"{e.GetType().Name}: {e.Message}\nThe text:\n{text}\n{e.StackTrace}");
        }
    }
}
