using Whorl.Apps.Diagnostics;
using Whorl.Apps.Variables;

namespace Whorl.Apps.Tests.Variables;

public sealed class VariableArgumentsTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task Parse_EveryForm_GivesValues()
    {
        _folder.Write("value.txt", "line 1\nline 2");
        _folder.Write("vars.json", """{ "from_json": "j", "both": "json" }""");
        _folder.Write("vars.toml", "from_toml = 't'\nboth = 'toml'");

        var provider = VariableArguments.Parse(["a=1", "b=x=y", "c=", "d=@value.txt", "@vars.json", "@vars.toml", "a=2"], _folder.Path);

        var values = new List<string>();
        foreach (var name in provider.Variables.Order(StringComparer.Ordinal))
        {
            values.Add($"{name}={await provider.GetAsync(name, CancellationToken.None)}");
        }

        Assert.Equal(["a=2", "b=x=y", "both=toml", "c=", "d=line 1\nline 2", "from_json=j", "from_toml=t"], values);
    }

    [Fact]
    public void Parse_WrongArguments_ReportsAllAndShowsNoValues()
    {
        _folder.Write("bad.json", "{ \"hush\": \"hush\"");
        _folder.Write("list.json", "[\"hush\"]");
        _folder.Write("number.json", "{ \"port\": 4711 }");
        _folder.Write("bad.toml", "x = hush\ny = 'hush");
        _folder.Write("number.toml", "port = 4711");
        _folder.Write("vars.txt", "a=b");
        string[] arguments =
        [
            "hush", "=hush", "Bad-Name=hush", "x=@missing.txt", "@missing.json", "@bad.json", "@list.json", "@number.json", "@bad.toml", "@number.toml", "@vars.txt",
        ];

        var error = Assert.Throws<AppException>(() => VariableArguments.Parse(arguments, _folder.Path));

        Assert.Equal(arguments.Length, error.Diagnostics.Length);
        Assert.DoesNotContain("hush", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
