using Whorl.Apps.Configuration;
using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Tests.Configuration;

/// <summary>
/// Runtime configurations that are refused, as data: each <c>.toml</c> in <c>cases/runtime-config</c> has the diagnostics beside it. With
/// WHORL_UPDATE_CASES=1 they are written instead of compared.
/// </summary>
public sealed class RuntimeConfigCases
{
    private static readonly string s_root = Path.Combine(Repository.Root, "tests", "Whorl.Apps.Tests", "cases", "runtime-config");

    public static TheoryData<string> All => [.. Directory.GetFiles(s_root, "*.toml").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(All))]
    public void Configuration_ThatIsWrong_IsRefusedWithAllThatIsWrong(string file)
    {
        string path = Path.Combine(s_root, file), expected = Path.ChangeExtension(path, ".txt");

        var refusal = Assert.Throws<AppException>(() => RuntimeConfigReader.Parse(File.ReadAllText(path), "/app", "runtime-config.toml"));
        string found = string.Concat(refusal.Diagnostics.Select(d => d + "\n"));
        if (Environment.GetEnvironmentVariable("WHORL_UPDATE_CASES") == "1")
        {
            File.WriteAllText(expected, found);
        }

        Assert.Equal(File.ReadAllText(expected), found);
        Assert.DoesNotContain("hush", found, StringComparison.Ordinal);
    }
}
