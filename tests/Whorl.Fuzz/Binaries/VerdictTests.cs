using System.Text;
using System.Text.RegularExpressions;
using Whorl.Components.Binary;
using Whorl.Components.Linking;
using Whorl.Components.Validation;
using Whorl.Wasmtime;

namespace Whorl.Fuzz.Binaries;

/// <summary>
/// Whorl's verdict on a component, with the engine's on its core modules, is that of the engine's own implementation of the component
/// model, save for the kinds of difference in <c>differences.txt</c>.
/// </summary>
public sealed partial class VerdictTests : IDisposable
{
    private const int Inputs = 400;

    private readonly Engine _engine = new(new EngineOptions { Pooling = false });
    private readonly ReferenceValidator _reference = new();

    public static TheoryData<int> Seeds => FuzzRun.Seeds;

    public void Dispose()
    {
        _engine.Dispose();
        _reference.Dispose();
    }

    [Fact]
    public void Verdict_OnTheCorpus_IsTheReferences() => CompareAll(Corpus.All);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Verdict_OnMutations_IsTheReferences(int seed)
    {
        var mutator = new BinaryMutator(~seed);
        CompareAll(Enumerable.Range(0, FuzzRun.Times(Inputs)).Select(_ => mutator.Next()));
    }

    /// <summary>Reports each kind of difference once, with an input that shows it.</summary>
    private void CompareAll(IEnumerable<byte[]> inputs)
    {
        var found = new Dictionary<string, (string Difference, byte[] Input)>(StringComparer.Ordinal);
        foreach (var input in inputs)
        {
            string? difference = null;
            BinaryFailure.Explain(input, () => difference = Compare(input));
            if (difference is not null)
            {
                found.TryAdd(Names().Replace(difference, "_"), (difference, input));
            }
        }

        var report = new StringBuilder();
        foreach (var (difference, input) in found.Values)
        {
            report.Append(difference).Append("\n    ").Append(Convert.ToHexStringLower(input)).Append('\n');
        }

        Assert.True(found.Count == 0, $"Differences that differences.txt does not list, with inputs in hexadecimal for tests/Whorl.Fuzz/Seeds:\n{report}");
    }

    private string? Compare(byte[] input)
    {
        var ours = Decode(input, out var component);
        var theirs = _reference.FindProblem(input);
        if ((ours is null) == (theirs is null))
        {
            return null;
        }

        if (ours is not null)
        {
            return KnownDifferences.Find(KnownDifferences.WhorlRejects, ours) is null ? $"only Whorl rejects it: {ours}" : null;
        }

        return KnownDifferences.Find(KnownDifferences.WhorlAccepts, theirs!) switch
        {
            null => $"only the reference rejects it: {theirs}",
            { Guard: KnownDifferences.Refused } when !IsRefused(component!) => $"it should be refused, but is planned: {theirs}",
            _ => null,
        };
    }

    private string? Decode(byte[] input, out ComponentDefinition? component)
    {
        component = null;
        try
        {
            component = ComponentBinary.Decode(input);
            foreach (var module in component.CoreModules)
            {
                Module.Validate(_engine, module.Span);
            }

            return null;
        }
        catch (Exception e) when (e is InvalidComponentException or WasmException)
        {
            return e.Message;
        }
    }

    private static bool IsRefused(ComponentDefinition component)
    {
        try
        {
            Planner.Plan(component, ImportBindings.None);
            return false;
        }
        catch (UnsupportedComponentException)
        {
            return true;
        }
    }

    // Names and numbers do not make another kind of difference.
    [GeneratedRegex(@"`[^`]*`|0x[0-9a-f]+|\d+")]
    private static partial Regex Names();
}
