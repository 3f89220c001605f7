using System.Text;
using System.Text.Json;
using Whorl.Apps.Model;
using Whorl.Cli.Interaction;
using Whorl.Runtime.Loading;
using Whorl.Triggers;
using Whorl.Triggers.Command;
using Whorl.Triggers.Cron;
using Whorl.Triggers.Mqtt;
using Whorl.Triggers.Redis;

namespace Whorl.Cli.Serving;

/// <summary>What is said once the triggers have started: what is served and where, for people or for programs.</summary>
internal static class Announcement
{
    /// <summary>Whether there is anything to announce: a program that is run speaks for itself.</summary>
    public static bool IsDue(TriggerSet triggers) => triggers.Triggers.Any(t => t is not CommandTrigger);

    /// <summary>Writes to standard output; when that belongs to a program, to standard error.</summary>
    public static void Write(ITerminal terminal, LoadedApp app, TriggerSet triggers, bool json)
    {
        string text = json ? Json(app, triggers) : Plain(app, triggers);
        if (triggers.Triggers.Any(t => t is CommandTrigger))
        {
            terminal.Say(text.TrimEnd());
            return;
        }

        terminal.Output.Write(text);
        terminal.Output.Flush();
    }

    private static string Plain(LoadedApp app, TriggerSet triggers)
    {
        var text = new StringBuilder();
        if (triggers.Http is { } http)
        {
            Line("");
            Line($"Serving {http.BaseUrl}");
            Line("Available Routes:");
            foreach (ServedRoute route in RoutesOf(app))
            {
                Line($"  {route.Id}: {http.BaseUrl}{route.Path}{(route.IsWildcard ? " (wildcard)" : "")}");
                if (!string.IsNullOrEmpty(route.Description))
                {
                    Line($"    {route.Description}");
                }
            }
        }

        foreach (IGrouping<string, RedisChannel> server in ChannelsOf(triggers).GroupBy(c => c.Server))
        {
            Line("");
            Line($"Active Channels on {server.Key}:");
            foreach (IGrouping<string, RedisChannel> channel in server.GroupBy(c => c.Name))
            {
                Line($"  {server.Key}/{channel.Key}: [{string.Join(", ", channel.Select(c => c.Component))}]");
            }
        }

        foreach (IGrouping<string, MqttTopic> server in TopicsOf(triggers).GroupBy(t => t.Server))
        {
            Line("");
            Line($"Active Topics on {server.Key}:");
            foreach (IGrouping<string, MqttTopic> topic in server.GroupBy(t => t.Name))
            {
                Line($"  {server.Key}/{topic.Key}: [{string.Join(", ", topic.Select(t => t.Component))}]");
            }
        }

        if (SchedulesOf(triggers) is { Count: > 0 } schedules)
        {
            Line("");
            Line("Scheduled Runs:");
            foreach (CronTriggerModel schedule in schedules)
            {
                Line($"  {schedule.Component}: {schedule.Schedule}, {(NextOf(app, schedule) is { } next ? $"next at {next:yyyy-MM-dd HH:mm:ss zzz}" : "not any more")}");
            }
        }

        return text.ToString();

        void Line(string line) => text.Append(line).Append('\n');
    }

    private static string Json(LoadedApp app, TriggerSet triggers)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            if (triggers.Http is { } http)
            {
                json.WriteString("base_url", http.BaseUrl);
                WriteArray(json, "routes", RoutesOf(app), WriteRoute);
            }

            if (ChannelsOf(triggers) is { Count: > 0 } channels)
            {
                WriteArray(json, "channels", channels, WriteChannel);
            }

            if (TopicsOf(triggers) is { Count: > 0 } topics)
            {
                WriteArray(json, "topics", topics, WriteTopic);
            }

            if (SchedulesOf(triggers) is { Count: > 0 } schedules)
            {
                WriteArray(json, "schedules", schedules, (writer, schedule) => WriteSchedule(writer, schedule, NextOf(app, schedule)));
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void WriteRoute(Utf8JsonWriter json, ServedRoute route)
    {
        json.WriteString("id", route.Id);
        json.WriteString("route", route.Path);
        json.WriteBoolean("wildcard", route.IsWildcard);
        if (!string.IsNullOrEmpty(route.Description))
        {
            json.WriteString("description", route.Description);
        }
    }

    private static void WriteChannel(Utf8JsonWriter json, RedisChannel channel)
    {
        json.WriteString("id", channel.Component);
        json.WriteString("server", channel.Server);
        json.WriteString("channel", channel.Name);
    }

    private static void WriteTopic(Utf8JsonWriter json, MqttTopic topic)
    {
        json.WriteString("id", topic.Component);
        json.WriteString("server", topic.Server);
        json.WriteString("topic", topic.Name);
    }

    private static void WriteSchedule(Utf8JsonWriter json, CronTriggerModel schedule, DateTimeOffset? next)
    {
        json.WriteString("id", schedule.Component);
        json.WriteString("cron_expression", schedule.Schedule.Expression);
        json.WriteString("time_zone", schedule.Schedule.Zone.Id);
        if (next is { } time)
        {
            json.WriteString("next", time);
        }
    }

    private static void WriteArray<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static IEnumerable<ServedRoute> RoutesOf(LoadedApp app) => app.Routes.Targets.Select(target => new ServedRoute(
        target.Id, target.Route.Path, target.Route.IsWildcard, app.Model.TryGetComponent(target.Id, out ComponentModel? component) ? component.Description : null));

    private static IReadOnlyList<RedisChannel> ChannelsOf(TriggerSet triggers) => triggers.Triggers.OfType<RedisTrigger>().FirstOrDefault()?.Channels ?? [];

    private static IReadOnlyList<MqttTopic> TopicsOf(TriggerSet triggers) => triggers.Triggers.OfType<MqttTrigger>().FirstOrDefault()?.Topics ?? [];

    private static IReadOnlyList<CronTriggerModel> SchedulesOf(TriggerSet triggers) => triggers.Triggers.OfType<CronTrigger>().FirstOrDefault()?.Schedules ?? [];

    private static DateTimeOffset? NextOf(LoadedApp app, CronTriggerModel schedule) => schedule.Schedule.NextAfter(app.Time.GetUtcNow());
}
