using Whorl.Apps.Loading;
using Whorl.Apps.Model;
using Whorl.Apps.Variables;

namespace Whorl.Apps.Tests.Variables;

public sealed class ProviderCheckTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Run_ServersThatFail_AreEachOneLineWithWhatToDo()
    {
        Server first = new("first", _ => throw Refused("first")), second = new("second", _ => throw Refused("second"));

        Assert.Equal(["first has no value: it answered 403. Check `token`.", "second has no value: it answered 403. Check `token`."], await CheckAsync([first, second]));
        Assert.Equal(["token"], first.Asked);
    }

    [Fact]
    public async Task Run_ServerThatDoesNotAnswer_IsOneLine()
    {
        Server slow = new("slow", async token =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return null;
        });

        Assert.Equal(
            ["slow has not answered for 0.01 s. Check that it runs, and its address in [[variables_provider]] of the runtime configuration."],
            await CheckAsync([slow], patience: TimeSpan.FromMilliseconds(10)));
    }

    [Fact]
    public async Task Run_ServersThatAnswer_ButHaveNoValueThatIsRequired_NamesIt()
    {
        Server empty = new("empty", _ => Task.FromResult<string?>(null));
        IVariableProvider given = VariableArguments.Parse(["other=x"], "/");

        Assert.Equal(
            ["no provider has a value for the required variable `token`. empty, --variable and the environment (SPIN_VARIABLE_TOKEN) have none."],
            await CheckAsync([given, empty]));
        Assert.Equal(["token", "token"], empty.Asked);
    }

    [Fact]
    public async Task Run_NothingIsRequired_AsksForAVariableThatTheAppHas()
    {
        Server server = new("server", _ => Task.FromResult<string?>(null));

        Assert.Empty(await CheckAsync([server], variables: "shop = { default = 'x' }"));
        Assert.Equal(["shop"], server.Asked);
    }

    [Fact]
    public async Task Run_NoVariablesOrNoServers_AsksNobody()
    {
        Server server = new("server", _ => throw Refused("server"));

        Assert.Empty(await CheckAsync([server], variables: ""));
        Assert.Empty(await CheckAsync([VariableArguments.Parse([], "/")]));
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task Run_Cancelled_Ends()
    {
        using var stopping = new CancellationTokenSource();
        Server slow = new("slow", async token =>
        {
            await stopping.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            return null;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ProviderCheck.RunAsync(App("token = { required = true }"), [slow], s_patience, stopping.Token));
    }

    private static async Task<string[]> CheckAsync(
        IVariableProvider[] providers, string variables = "shop = { default = 'x' }\ntoken = { required = true }\nother = { required = true }", TimeSpan? patience = null) =>
        [.. await ProviderCheck.RunAsync(App(variables), [.. providers], patience ?? s_patience, TestContext.Current.CancellationToken)];

    private static AppModel App(string variables) =>
        AppLoader.Parse($"spin_manifest_version = 2\napplication.name = 'test'\n[variables]\n{variables}", "/app", "spin.toml").AppOrThrow();

    private static VariableException Refused(string server) => new(VariableErrorKind.Provider, $"{server} has no value: it answered 403") { Remedy = "Check `token`." };

    private sealed class Server(string name, Func<CancellationToken, Task<string?>> answer) : IVariableProvider
    {
        public List<string> Asked { get; } = [];

        public string Name => name;

        public bool AsksServer => true;

        public bool MayResolve(string variable) => true;

        public async ValueTask<string?> GetAsync(string variable, CancellationToken cancellationToken)
        {
            Asked.Add(variable);
            return await answer(cancellationToken);
        }
    }
}
