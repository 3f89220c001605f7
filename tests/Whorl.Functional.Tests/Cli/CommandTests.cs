using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Functional.Tests.Cli;

/// <summary>Apps with a command trigger: <c>whorl up</c> is the program that they are.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("whorl-test-command-");

    [Fact]
    public async Task Program_OfPreview1_GetsArgumentsAndStreams()
    {
        using WhorlProcess whorl = Start("program", "echo", "--quiet", "a b", "--", "-x");

        (int exitCode, string output, string error) = await whorl.EndAsync();

        Assert.Equal(0, exitCode);
        Assert.Equal("[one][echo][--quiet][a b][--][-x]\n", output);
        Assert.Equal("said to standard error\n", error);
    }

    [Fact]
    public async Task Program_ReadsStandardInput()
    {
        // More than one request may write to its log, by default.
        string text = new('x', 3 << 20);
        using WhorlProcess whorl = Start("program", "cat");

        Task<(int ExitCode, string Output, string Error)> end = whorl.EndAsync();
        await whorl.WriteInputAsync(text);

        Assert.Equal((0, text, ""), await end);
    }

    [Theory]
    [InlineData("program", 0, "exit", "0")]
    [InlineData("program", 7, "exit", "7")]
    [InlineData("program", 1, "trap")]
    [InlineData("wasi", 0, "exit")]
    [InlineData("wasi", 1, "exit-badly")]
    [InlineData("wasi3", 0, "exit", "")]
    [InlineData("wasi3", 1, "exit-badly", "")]
    [InlineData("wasi3", 42, "exit-with-code", "")]
    [InlineData("wasi3", 0, "random", "")]
    [InlineData("wasi3", 1, "no such suite", "")]
    public async Task Program_OfAnyKind_GivesItsExitCode(string guest, int exitCode, params string[] arguments)
    {
        using WhorlProcess whorl = Start(guest, arguments);

        Assert.Equal(exitCode, (await whorl.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task Program_OfWasi3_GetsArgumentsAndInput()
    {
        using WhorlProcess whorl = Start("wasi3", "input", "");

        Task<(int ExitCode, string Output, string Error)> end = whorl.EndAsync();
        await whorl.WriteInputAsync("some input");

        (int exitCode, string output, _) = await end;
        Assert.Equal(0, exitCode);
        Assert.Contains("some| inp|ut|", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_WhoseOutputNobodyReads_Ends()
    {
        using WhorlProcess whorl = Start("program", "flood");
        Assert.Equal("as much as anybody wants to read", await whorl.ReadLineAsync());

        whorl.CloseOutput();

        Assert.Equal(1, await whorl.ExitAsync());
    }

    [Fact]
    public async Task Program_ThatIsStopped_EndsAtOnce()
    {
        using WhorlProcess whorl = Start("program", "wait");
        Assert.Equal("waiting", await whorl.ReadLineAsync());

        await whorl.TerminateAsync();

        (int exitCode, _, string error) = await whorl.EndAsync();
        Assert.Equal(1, exitCode);
        Assert.Equal("Warning: command/one was ended: the app is being stopped, and it was not done in time\n", error);
    }

    [Fact]
    public async Task Program_BesideRoutes_EndsThemToo()
    {
        await WriteManifestAsync("program", """
            [[trigger.http]]
            route = "/..."
            component = "two"
            [component.two]
            source = '../none.wasm'
            """.Replace("../none.wasm", Guests.Hello, StringComparison.Ordinal));
        using WhorlProcess whorl = WhorlProcess.Start(_folder.FullName, "up", "--listen", "127.0.0.1:0", "--log-dir", "", "--", "exit", "3");

        (int exitCode, string output, string error) = await whorl.EndAsync();

        Assert.Equal(3, exitCode);
        Assert.Equal("", output);
        Assert.Contains("Available Routes:\n  two: http://127.0.0.1:", error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private WhorlProcess Start(string guest, params string[] arguments)
    {
        WriteManifestAsync(guest, "").GetAwaiter().GetResult();
        return WhorlProcess.Start(_folder.FullName, ["up", "--", .. arguments]);
    }

    private Task WriteManifestAsync(string guest, string more) => File.WriteAllTextAsync(
        Path.Combine(_folder.FullName, "spin.toml"),
        $"""
        spin_manifest_version = 2
        [application]
        name = "command"
        [[trigger.command]]
        component = "one"
        [component.one]
        source = '{Guests.Require($"tests/guests/{guest}/{guest}.wasm")}'
        {more}
        """);
}
