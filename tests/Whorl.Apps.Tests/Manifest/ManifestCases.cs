using Whorl.Apps.Diagnostics;
using Whorl.Apps.Loading;

namespace Whorl.Apps.Tests.Manifest;

/// <summary>
/// Manifests as data: each <c>.toml</c> in <c>cases/manifest</c> has, beside it, the model it must come to (<c>.json</c>), the
/// diagnostics (<c>.txt</c>), or both. A first line <c># profile: name</c> applies a profile. With WHORL_UPDATE_CASES=1 the expected
/// files are written instead of compared.
/// </summary>
public sealed class ManifestCases
{
    private static readonly string s_root = Path.Combine(Repository.Root, "tests", "Whorl.Apps.Tests", "cases", "manifest");
    private static readonly bool s_update = Environment.GetEnvironmentVariable("WHORL_UPDATE_CASES") == "1";

    public static TheoryData<string> All()
    {
        var data = new TheoryData<string>();
        foreach (var file in Directory.EnumerateFiles(s_root, "*.toml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            data.Add(Path.GetRelativePath(s_root, file));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Manifest_Parsed_GivesExpectedModelAndDiagnostics(string relative)
    {
        var path = Path.Combine(s_root, relative);
        var text = File.ReadAllText(path);
        const string profileMark = "# profile: ";
        var profile = text.StartsWith(profileMark, StringComparison.Ordinal) ? text.Split('\n')[0][profileMark.Length..].Trim() : null;

        var result = AppLoader.Parse(text, "/app", "spin.toml", profile);

        Assert.Equal(!relative.StartsWith("invalid", StringComparison.Ordinal), result.App is not null);
        Compare(Path.ChangeExtension(path, ".json"), result.App is null ? "" : ModelPrinter.Print(result.App));
        Compare(Path.ChangeExtension(path, ".txt"), string.Concat(result.Diagnostics.Select(d => d + "\n")));
    }

    [Fact]
    public void Cases_EveryManifestDiagnosticOccursInOne()
    {
        // These need a disk, arguments, a build or the Wasm itself, and have tests of their own.
        DiagnosticCode[] elsewhere =
        [
            DiagnosticCode.UnreadableFile, DiagnosticCode.UnknownRegistry, DiagnosticCode.MissingWasm, DiagnosticCode.MissingVariable,
            DiagnosticCode.BadVariableArgument, DiagnosticCode.BadDotEnvLine, DiagnosticCode.NoTriggers, DiagnosticCode.UnavailableSource, DiagnosticCode.MissingFile, DiagnosticCode.FileConflict, DiagnosticCode.BuildCycle,
            DiagnosticCode.CoreModule, DiagnosticCode.InvalidComponent, DiagnosticCode.NoHandler, DiagnosticCode.UnmetImport, DiagnosticCode.BadMiddleware, DiagnosticCode.UnsupportedTrigger,
            DiagnosticCode.UnknownGrant, DiagnosticCode.UnsupportedConfiguration, DiagnosticCode.UnusableState,
        ];
        var expected = string.Concat(Directory.EnumerateFiles(s_root, "*.txt", SearchOption.AllDirectories).Select(File.ReadAllText));

        var missing = Enum.GetValues<DiagnosticCode>().Except(elsewhere).Where(c => !expected.Contains($" W{(int)c:D4}: ", StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    private static void Compare(string path, string actual)
    {
        if (s_update)
        {
            if (actual.Length > 0)
            {
                File.WriteAllText(path, actual);
            }
            else
            {
                File.Delete(path);
            }
        }

        Assert.Equal(File.Exists(path) ? File.ReadAllText(path) : "", actual);
    }
}
