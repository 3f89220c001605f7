using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Whorl.Capabilities.Calls;
using Whorl.Capabilities.Otel;
using Whorl.Capabilities.Otel.Export;
using Whorl.Cli.Serving;
using Whorl.Runtime.Telemetry;
using Whorl.Triggers.Http.Observation;

namespace Whorl.Cli.Telemetry;

/// <summary>
/// Sends what the process tells about itself where the operator wants it: traces, metrics and logs to a collector, as OpenTelemetry's environment
/// variables say, and metrics to whoever asks for them as Prometheus does. Without either there is nothing of it.
/// </summary>
internal sealed class HostTelemetry : IDisposable
{
    private readonly List<IDisposable> _parts = [];
    private readonly Dictionary<TelemetrySignal, OtlpTarget> _guestTargets = [];
    private ILoggerFactory? _logs;

    private HostTelemetry()
    {
    }

    /// <summary>Takes log lines to the collector; null when it wants none.</summary>
    public ILoggerFactory? Logs => _logs;

    /// <summary>Starts what is asked for.</summary>
    /// <param name="metricsAddress">Where to answer with metrics; null for nowhere.</param>
    /// <param name="variable">Gives the value of an environment variable.</param>
    /// <exception cref="CommandException">A setting is wrong, or the address cannot be listened at.</exception>
    public static HostTelemetry Start(string? metricsAddress, Func<string, string?> variable)
    {
        OtlpSettings? traces = OtlpSettings.Read("TRACES", variable);
        OtlpSettings? metrics = OtlpSettings.Read("METRICS", variable);
        OtlpSettings? logs = OtlpSettings.Read("LOGS", variable);
        var telemetry = new HostTelemetry();
        telemetry.AddGuestTarget(TelemetrySignal.Traces, traces, OtlpSettings.Milliseconds("OTEL_BSP_SCHEDULE_DELAY", variable));
        telemetry.AddGuestTarget(TelemetrySignal.Metrics, metrics, delay: TimeSpan.Zero);
        telemetry.AddGuestTarget(TelemetrySignal.Logs, logs, OtlpSettings.Milliseconds("OTEL_BLRP_SCHEDULE_DELAY", variable));
        try
        {
            if (traces is not null)
            {
                telemetry.Add(TracesTo(traces));
            }

            if (metrics is not null || metricsAddress is not null)
            {
                telemetry.Add(MetricsTo(metrics, metricsAddress));
            }

            if (logs is not null)
            {
                telemetry._logs = LogsTo(logs);
                telemetry.Add(telemetry._logs);
            }
        }
        catch
        {
            telemetry.Dispose();
            throw;
        }

        return telemetry;
    }

    /// <summary>Starts what sends the telemetry that guests make themselves; it ends with this.</summary>
    /// <param name="loggers">Told when it cannot be sent.</param>
    /// <returns>Null when nobody wants any.</returns>
    public IGuestTelemetrySink? SendGuests(ILoggerFactory loggers)
    {
        if (_guestTargets.Count == 0)
        {
            return null;
        }

        var exporter = new OtlpExporter(_guestTargets, [.. Described().Build().Attributes], loggers.CreateLogger<OtlpExporter>(), TimeProvider.System);

        // First, as what it logs at its end is to be sent too.
        _parts.Insert(0, new GuestExport(exporter));
        return exporter;
    }

    /// <summary>Sends what waits to be sent.</summary>
    public void Dispose() => _parts.ForEach(part => part.Dispose());

    private static TracerProvider TracesTo(OtlpSettings settings) => Sdk.CreateTracerProviderBuilder()
        .ConfigureResource(Describe)
        .AddSource(RuntimeTelemetry.Name, CapabilityTelemetry.Name)
        .AddOtlpExporter(options => Point(options, settings))
        .Build();

    private static MeterProvider MetricsTo(OtlpSettings? settings, string? address)
    {
        MeterProviderBuilder builder = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(Describe)
            .AddMeter(RuntimeTelemetry.Name, CapabilityTelemetry.Name, HttpTelemetry.Name, "System.Runtime");
        if (settings is not null)
        {
            builder.AddOtlpExporter(options => Point(options, settings));
        }

        if (address is null)
        {
            return builder.Build();
        }

        IPEndPoint listen = ListenAddress.Parse(address, "--metrics-listen");
        try
        {
            return builder.AddPrometheusHttpListener(options =>
            {
                options.Host = listen.Address.Equals(IPAddress.Any) || listen.Address.Equals(IPAddress.IPv6Any) ? "*" : $"{new IPEndPoint(listen.Address, 0)}"[..^2];
                options.Port = listen.Port;
            }).Build();
        }
        catch (Exception e) when (e is HttpListenerException or SocketException or ArgumentException or InvalidOperationException { InnerException: HttpListenerException })
        {
            string reason = (e.InnerException ?? e).Message.TrimEnd('.');
            throw new CommandException($"Metrics cannot be served at {address}: {reason}.", "Give another address with --metrics-listen.", e);
        }
    }

    private static ILoggerFactory LogsTo(OtlpSettings settings) => LoggerFactory.Create(builder => builder
        .AddFilter((category, level) => level >= (category?.StartsWith("Whorl.", StringComparison.Ordinal) == true ? LogLevel.Information : LogLevel.Warning))
        .AddOpenTelemetry(options =>
        {
            options.IncludeFormattedMessage = true;
            options.SetResourceBuilder(Described());
            options.AddOtlpExporter(exporter => Point(exporter, settings));
        }));

    private static void Point(OtlpExporterOptions options, OtlpSettings settings)
    {
        options.Protocol = settings.Protocol;
        options.Endpoint = settings.EndPoint;
        options.Headers = settings.Headers;
        options.TimeoutMilliseconds = (int)settings.Timeout.TotalMilliseconds;
    }

    private static ResourceBuilder Described()
    {
        var builder = ResourceBuilder.CreateEmpty();
        Describe(builder);
        return builder;
    }

    // What the environment says of the service comes last, and counts.
    private static void Describe(ResourceBuilder builder) => builder
        .Clear()
        .AddTelemetrySdk()
        .AddService("whorl", serviceVersion: typeof(HostTelemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion)
        .AddEnvironmentVariableDetector();

    private void AddGuestTarget(TelemetrySignal signal, OtlpSettings? settings, TimeSpan? delay)
    {
        if (settings is not null)
        {
            var target = new OtlpTarget(settings.EndPoint, settings.Protocol == OtlpExportProtocol.Grpc) { Headers = settings.ParseHeaders(), Timeout = settings.Timeout };
            _guestTargets.Add(signal, delay is { } given ? target with { Delay = given } : target);
        }
    }

    private void Add(IDisposable part) => _parts.Add(part);

    private sealed class GuestExport(OtlpExporter exporter) : IDisposable
    {
        public void Dispose() => exporter.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
