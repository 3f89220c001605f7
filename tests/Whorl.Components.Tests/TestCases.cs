namespace Whorl.Components.Tests;

/// <summary>Finds test cases that are files beside the tests.</summary>
internal static class TestCases
{
    public static string Folder(string path) => Path.Combine(AppContext.BaseDirectory, path);

    public static IEnumerable<TheoryDataRow<string>> Files(string folder, string extension) =>
        Directory.GetFiles(Folder(folder), "*" + extension).Order(StringComparer.Ordinal).Select(
            file => new TheoryDataRow<string>(Path.GetFileNameWithoutExtension(file)));
}
