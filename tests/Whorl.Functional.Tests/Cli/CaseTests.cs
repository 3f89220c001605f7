using System.Text.RegularExpressions;
using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Functional.Tests.Cli;

/// <summary>
/// Runs each folder of <c>Cases</c>: the command line in <c>command</c>, in the folder, must end with the code in <c>exit-code</c> and write
/// what <c>stdout</c> and <c>stderr</c> hold. There, <c>{folder}</c> stands for the folder, <c>{fixture}</c> and <c>{events}</c> for guests, and <c>*</c> for
/// anything within a line; what a missing file would say is not looked at. A file that ends in <c>.hex</c> becomes the bytes it spells.
/// </summary>
public sealed class CaseTests
{
    private static readonly string s_cases = Path.Combine(AppContext.BaseDirectory, "Cli", "Cases");

    public static TheoryData<string> Cases => [.. Directory.GetDirectories(s_cases).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Case_Run_EndsAsItsFolderSays(string name)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("whorl-test-case-");
        foreach (string file in Directory.GetFiles(Path.Combine(s_cases, name)))
        {
            string target = Path.Combine(folder.FullName, Path.GetFileName(file));
            string text = await File.ReadAllTextAsync(file);
            if (Path.GetExtension(file) == ".hex")
            {
                await File.WriteAllBytesAsync(Path.ChangeExtension(target, null), Convert.FromHexString(text.ReplaceLineEndings("")));
            }
            else
            {
                await File.WriteAllTextAsync(target, Fill(text, folder.FullName));
            }
        }

        string[] arguments = (await File.ReadAllTextAsync(Path.Combine(folder.FullName, "command"))).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        using WhorlProcess whorl = WhorlProcess.Start(folder.FullName, arguments);
        (int exitCode, string output, string error) = await whorl.EndAsync();

        await CompareAsync(folder, "stderr", error);
        await CompareAsync(folder, "stdout", output);
        await CompareAsync(folder, "exit-code", $"{exitCode}\n");
        folder.Delete(recursive: true);
    }

    private static async Task CompareAsync(DirectoryInfo folder, string file, string actual)
    {
        string path = Path.Combine(folder.FullName, file);
        if (!File.Exists(path))
        {
            return;
        }

        string expected = await File.ReadAllTextAsync(path);
        string pattern = Regex.Escape(expected).Replace(@"\*", "[^\n]*", StringComparison.Ordinal);
        Assert.True(Regex.IsMatch(actual, $"^{pattern}$"), $"{file} is\n{actual}\nbut should be\n{expected}");
    }

    private static string Fill(string text, string folder) => text
        .Replace("{folder}", folder, StringComparison.Ordinal)
        .Replace("{fixture}", Guests.Fixture, StringComparison.Ordinal)
        .Replace("{events}", Guests.Require("tests/guests/events/events.wasm"), StringComparison.Ordinal);
}
