using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using MQTTnet;
using MQTTnet.Protocol;
using Whorl.Apps.Configuration;
using Whorl.Capabilities.Tests.Servers;
using Whorl.Functional.Tests.Infrastructure;

namespace Whorl.Capabilities.Tests.Compiled;

/// <summary>Guests in C that call every function of the interfaces and show what comes back, compared with what stands in <c>cases/compiled</c>.</summary>
public sealed class CompiledGuestTests(RedisServer redis, MariaDbServer mysql, PostgresServer postgres, MosquittoServer mqtt)
{
    private const string Cases = "cases/compiled";

    /// <summary>The suites that stand in no need of anything else than servers, by guest.</summary>
    public static TheoryData<string, string> Suites
    {
        get
        {
            var suites = new TheoryData<string, string>();
            foreach (string file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, Cases), "*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                suites.Add(Path.GetFileName(Path.GetDirectoryName(file)!), Path.GetFileNameWithoutExtension(file));
            }

            return suites;
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Guest_CallsEveryFunction_AndShowsWhatComesBack(string guest, string suite)
    {
        await using WebServer web = await WebServer.StartAsync(AnswerAsync);
        await using ServedApp app = await StartAsync(guest, web);
        Assert.Equal(await ExpectedAsync(guest, suite), await ShowAsync(app, suite));

        // Whatever a guest leaves behind, the next one finds the same.
        Assert.Equal(await ExpectedAsync(guest, suite), await ShowAsync(app, suite));
    }

    [Theory]
    [InlineData("capabilities")]
    [InlineData("capabilities3")]
    public async Task Guest_PublishesMessages_AndTheyArrive(string guest)
    {
        var messages = new List<string>();
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using IMqttClient subscriber = new MqttClientFactory().CreateMqttClient();
        subscriber.ApplicationMessageReceivedAsync += received =>
        {
            messages.Add(Encoding.UTF8.GetString(received.ApplicationMessage.Payload));
            if (messages.Count == 3)
            {
                all.SetResult();
            }

            return Task.CompletedTask;
        };
        await subscriber.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", mqtt.Port).Build());
        await subscriber.SubscribeAsync($"{guest}/#", MqttQualityOfServiceLevel.ExactlyOnce);
        await using WebServer web = await WebServer.StartAsync(AnswerAsync);
        await using ServedApp app = await StartAsync(guest, web);

        await ShowAsync(app, "mqtt");

        await all.Task.WaitAsync(Patience.Long);
        Assert.Equal(["compiled one", "compiled two", "compiled zero"], messages.Order(StringComparer.Ordinal));
    }

    private static Task<string> ExpectedAsync(string guest, string suite) =>
        File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, Cases, guest, suite + ".txt"));

    private static async Task<string> ShowAsync(ServedApp app, string suite)
    {
        using HttpResponseMessage response = await app.GetAsync("/" + suite);
        string shown = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}\n{string.Join('\n', app.Log.Lines)}");
        return shown;
    }

    /// <summary>Says what it was asked; a language model says it in its own words.</summary>
    private static async Task AnswerAsync(HttpContext context)
    {
        string asked = await WebServer.BodyAsync(context);
        string text = JsonEncodedText.Encode(asked).ToString();
        await context.Response.WriteAsync(context.Request.Path.Value switch
        {
            "/infer" => $$$"""{"text": "{{{text}}}", "usage": {"promptTokenCount": 3, "generatedTokenCount": 2}}""",
            "/embed" => $$$"""{"embeddings": [[{{{asked.Length}}}, 0.5]], "usage": {"promptTokenCount": 7}}""",
            string path => $"{context.Request.Method} {path} {context.Request.Headers["x-name"]} {asked}",
            null => "",
        });
    }

    private Task<ServedApp> StartAsync(string guest, WebServer web) => ServedApp.StartAsync(
        $$"""
        [variables]
        greeting = { default = "Hello" }

        [[trigger.http]]
        route = "/..."
        component = "guest"

        [component.guest]
        source = '{{Guests.Require($"tests/guests/{guest}/{guest}.wasm")}}'
        key_value_stores = ["default"]
        sqlite_databases = ["default"]
        allowed_outbound_hosts = [
          "redis://127.0.0.1:{{redis.Port}}", "mysql://127.0.0.1:{{mysql.Port}}", "postgres://127.0.0.1:{{postgres.Port}}", "mqtt://127.0.0.1:{{mqtt.Port}}",
          "{{web.Url}}",
        ]
        ai_models = ["small"]

        [component.guest.variables]
        greeting = "{{ "{{ greeting }}" }}"
        redis = "{{redis.Url}}/3"
        mysql = "{{mysql.Url}}"
        postgres = "{{postgres.Url}}"
        mqtt = "{{mqtt.Url}}"
        web = "{{web.Url}}/echo"
        """,
        options: options => options with { Config = RuntimeConfigReader.Parse(
            $"""
            [llm_compute]
            type = "remote_http"
            url = "{web.Url}"
            auth_token = "token-123"
            """,
            Path.GetTempPath(),
            "runtime-config.toml") });
}
