using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Whorl.Cli.Interaction;
using Whorl.Cli.Serving;

namespace Whorl.Cli.Commands;

/// <summary><c>whorl up</c>: the flags of <c>spin up</c>, and what they mean here.</summary>
internal sealed class UpCommand
{
    private readonly Argument<string?> _app = AppOptions.Source();
    private readonly Option<string?> _from = AppOptions.From();
    private readonly Option<string?> _profile = AppOptions.Profile();
    private readonly Option<bool> _build = Flag("--build", "Run the build commands first (SPIN_ALWAYS_BUILD)");
    private readonly Option<string[]> _environment = Many("--env", "-e", "NAME=VALUE", "Set an environment variable for every component");
    private readonly Option<string[]> _variables = Many("--variable", null, "NAME=VALUE", "Set a variable of the app: NAME=VALUE, NAME=@FILE, @FILE.json or @FILE.toml");
    private readonly Option<string[]> _components = Many("--component-id", "-c", "ID", "Serve only this component");
    private readonly Option<string?> _listen = Text("--listen", "ADDRESS", "Where to listen, 127.0.0.1:3000 unless set; port 0 takes any free port (SPIN_HTTP_LISTEN_ADDR)");
    private readonly Option<bool> _findFreePort = Flag("--find-free-port", "Take the next free port, of ten, if the port is in use");
    private readonly Option<string?> _tlsCertificate = Text("--tls-cert", "FILE", "Serve HTTPS with this certificate chain, in PEM (SPIN_TLS_CERT)");
    private readonly Option<string?> _tlsKey = Text("--tls-key", "FILE", "The certificate's private key, in PEM (SPIN_TLS_KEY)");
    private readonly Option<string?> _format = Text("--format", "plain|json", "How to print the address and the routes");
    private readonly Option<bool> _quiet = Flag("--quiet", "Do not show component output", "-q", "--sh", "--shush");
    private readonly Option<string?> _logFolder = Text("--log-dir", "FOLDER", "Where to log component output; empty for nowhere (SPIN_LOG_DIR)", "-L");
    private readonly Option<bool> _truncateLogs = Flag("--truncate-logs", "Start the log files afresh");
    private readonly Option<string[]> _follow = Many("--follow", null, "ID", "Show this component's output here too");
    private readonly Option<string?> _stateFolder = Text("--state-dir", "FOLDER", "Where the app's state lives, .spin beside the manifest unless set");
    private readonly Option<string?> _runtimeConfig = Text("--runtime-config-file", "FILE", "Where stores, databases and variables come from (RUNTIME_CONFIG_FILE)");
    private readonly Option<string[]> _keyValues = Many("--key-value", null, "KEY=VALUE", "Set a key of the key-value store `default` first");
    private readonly Option<string[]> _statements = Many("--sqlite", null, "SQL|@FILE[:LABEL]", "Run SQL in the SQLite database `default`, or in that of the label, first");
    private readonly Option<string?> _maxReuse = Text("--max-instance-reuse-count", "N|A..B", "Requests that an instance of a WASI 0.3 component serves in its life, 128 unless set; of a range, each instance takes one");
    private readonly Option<string?> _maxConcurrentReuse = Text("--max-instance-concurrent-reuse-count", "N|A..B", "Requests that it serves at the same time, 16 unless set");
    private readonly Option<string?> _requestTimeout = Text("--request-timeout", "TIME|A..B", "How long one of them may take: seconds, or with s, ms, us or ns");
    private readonly Option<string?> _idleTimeout = Text("--idle-instance-timeout", "TIME|A..B", "How long an instance without requests is kept, 1s unless set");
    private readonly Option<string?> _accessLog = Text("--access-log", "FILE", "Write a line for each HTTP request to this file, or to standard output with -");
    private readonly Option<string?> _accessLogFormat = Text("--access-log-format", "combined|json", "How its lines are written, combined unless set");
    private readonly Option<string?> _metricsListen = Text("--metrics-listen", "ADDRESS", "Answer Prometheus there, at /metrics");
    private readonly Option<bool> _disableCache = Flag("--disable-cache", "Compile afresh and keep nothing (DISABLE_WASMTIME_CACHE)");
    private readonly Option<bool> _disablePooling = Flag("--disable-pooling", "Allocate each instance's memory when it starts rather than from a pool");
    private readonly Option<bool> _test = Flag("--test", "Give the component of each MQTT trigger a test message instead of listening, and end");
    private readonly Option<bool> _allowTransientWrite = Flag("--allow-transient-write", "Let components write files; each instance sees only its own changes");
    private readonly Option<string?> _maxMemory = Text("--max-instance-memory", "BYTES", "The most memory that one instance may use (SPIN_MAX_INSTANCE_MEMORY)");

    /// <param name="terminal">Where the command writes.</param>
    /// <param name="arguments">What follows <c>--</c> on the command line.</param>
    public static Command Create(ITerminal terminal, ImmutableArray<string> arguments)
    {
        var up = new UpCommand();
        var command = new Command("up", "Run an app: serve its HTTP routes, listen to its channels and topics, keep its schedules");
        HelpWithExamples.Add(command, """
            Prints where it listens and what it serves, and goes on until it is stopped. On SIGTERM it finishes what is under way.
            An app with a command trigger runs it, with what follows --, and ends with its exit code.

            Examples:
              whorl up                                  the app in this folder
              whorl up samples/hello --listen 0.0.0.0:8080
              whorl up --build --variable greeting=Moin
              whorl up component.wasm --follow component
              whorl up samples/command -- -l < README.md
            """);
        command.Aliases.Add("u");
        command.Arguments.Add(up._app);
        Option[] options =
        [
            up._from, up._profile, up._build, up._environment, up._variables, up._components, up._listen, up._findFreePort, up._tlsCertificate,
            up._tlsKey, up._format, up._quiet, up._logFolder, up._truncateLogs, up._follow, up._stateFolder, up._runtimeConfig, up._keyValues, up._statements, up._maxReuse,
            up._maxConcurrentReuse, up._requestTimeout, up._idleTimeout, up._accessLog, up._accessLogFormat, up._metricsListen, up._disableCache,
            up._disablePooling, up._allowTransientWrite, up._test, up._maxMemory,
        ];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }
        UnsupportedOption.AddTo(command);

        // What Spin offers for this option is always there.
        command.Options.Add(new Option<bool>("--experimental-wasi-otel") { Hidden = true });
        command.SetAction(async (parsed, cancel) => await new AppServer(terminal).RunAsync(up.Read(parsed) with { Arguments = arguments }, cancel));
        return command;
    }

    internal UpOptions Read(ParseResult parsed) => new()
    {
        App = AppOptions.Chosen(parsed, _app, _from),
        Profile = parsed.GetValue(_profile),
        Build = parsed.GetValue(_build) || IsSet("SPIN_ALWAYS_BUILD"),
        Environment = parsed.GetValue(_environment) ?? [],
        Variables = parsed.GetValue(_variables) ?? [],
        Components = parsed.GetValue(_components) ?? [],
        Listen = parsed.GetValue(_listen) ?? Variable("SPIN_HTTP_LISTEN_ADDR") ?? "127.0.0.1:3000",
        FindFreePort = parsed.GetValue(_findFreePort),
        TlsCertificate = parsed.GetValue(_tlsCertificate) ?? Variable("SPIN_TLS_CERT"),
        TlsKey = parsed.GetValue(_tlsKey) ?? Variable("SPIN_TLS_KEY"),
        Json = OutputFormat.IsJson(parsed.GetValue(_format)),
        Quiet = parsed.GetValue(_quiet),
        LogFolder = parsed.GetValue(_logFolder) ?? Environment.GetEnvironmentVariable("SPIN_LOG_DIR"),
        TruncateLogs = parsed.GetValue(_truncateLogs),
        Follow = parsed.GetValue(_follow) ?? [],
        StateFolder = parsed.GetValue(_stateFolder),
        RuntimeConfigFile = parsed.GetValue(_runtimeConfig) ?? Variable("RUNTIME_CONFIG_FILE"),
        KeyValues = parsed.GetValue(_keyValues) ?? [],
        Statements = parsed.GetValue(_statements) ?? [],
        Reuse = ReuseArguments.Read(
            parsed.GetValue(_maxReuse), parsed.GetValue(_maxConcurrentReuse), parsed.GetValue(_requestTimeout), parsed.GetValue(_idleTimeout)),
        AccessLog = parsed.GetValue(_accessLog),
        AccessLogFormat = parsed.GetValue(_accessLogFormat),
        MetricsListen = parsed.GetValue(_metricsListen),
        DisableCache = parsed.GetValue(_disableCache) || IsSet("DISABLE_WASMTIME_CACHE"),
        DisablePooling = parsed.GetValue(_disablePooling),
        Test = parsed.GetValue(_test),
        AllowTransientWrite = parsed.GetValue(_allowTransientWrite),
        MaxInstanceMemory = Bytes(parsed.GetValue(_maxMemory) ?? Variable("SPIN_MAX_INSTANCE_MEMORY")),
    };

    private static long? Bytes(string? text)
    {
        if (text is null)
        {
            return null;
        }
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0
            ? bytes
            : throw new CommandException($"--max-instance-memory {text} is not a number of bytes.", "Give a whole number, for example 134217728 for 128 MiB.");
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>Whether an environment variable that is a switch is on.</summary>
    internal static bool IsSet(string name) => Variable(name) is { } value && value is not "0" and not "false";

    private static Option<bool> Flag(string name, string description, params string[] aliases) => new(name, aliases) { Description = description };

    private static Option<string?> Text(string name, string value, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = value };

    private static Option<string[]> Many(string name, string? alias, string value, string description) =>
        new(name, alias is null ? [] : [alias]) { Description = $"{description}; can be given several times", HelpName = value };
}
