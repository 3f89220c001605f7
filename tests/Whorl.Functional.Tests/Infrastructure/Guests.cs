namespace Whorl.Functional.Tests.Infrastructure;

/// <summary>The Wasm files that tests run.</summary>
internal static class Guests
{
    /// <summary>The root of the checkout.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The guest with many behaviours; <c>tests/guests/fixture/fixture.c</c> lists them.</summary>
    public static string Fixture { get; } = Require("tests/guests/fixture/fixture.wasm", "tests/guests/build");

    /// <summary>The smallest sample.</summary>
    public static string Hello { get; } = Require("samples/hello/hello.wasm", "./whorl build samples/hello");

    /// <summary>The path of a file that has to be built first.</summary>
    public static string Require(string file, string command = "tests/guests/build")
    {
        string path = Path.Combine(Root, file);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is not built. Run {command} first.");
    }

    private static string FindRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Whorl.slnx")))
        {
            folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))
                ?? throw new InvalidOperationException($"No Whorl.slnx above {AppContext.BaseDirectory}: run the tests from a checkout.");
        }

        return folder;
    }
}
