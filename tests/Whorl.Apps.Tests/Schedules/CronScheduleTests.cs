using System.Globalization;
using Whorl.Apps.Schedules;

namespace Whorl.Apps.Tests.Schedules;

public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("30 9 * * MON-FRI", "UTC", "2026-01-02T09:30:00Z", "2026-01-05T09:30:00Z")]
    [InlineData("1/2 * * * * *", "UTC", "2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z")]
    [InlineData("1/2 * * * * *", "UTC", "2026-01-01T00:00:01Z", "2026-01-01T00:00:03Z")]
    [InlineData("0 1/2 11,12 5-10 * * *", "UTC", "2026-01-04T13:00:00Z", "2026-01-05T11:01:00Z")]
    [InlineData("@hourly", "UTC", "2026-01-01T00:30:00Z", "2026-01-01T01:00:00Z")]
    [InlineData("0 0 0 13 * FRI", "UTC", "2026-01-01T00:00:00Z", "2026-02-13T00:00:00Z")]
    [InlineData("0 0 9 * * *", "America/New_York", "2026-01-01T00:00:00Z", "2026-01-01T14:00:00Z")]
    [InlineData("0 0 0 1 1 * 2030", "UTC", "2026-05-01T00:00:00Z", "2030-01-01T00:00:00Z")]
    [InlineData("0 0 0 1 1 * 2027/3", "Europe/Berlin", "2027-06-01T00:00:00Z", "2029-12-31T23:00:00Z")]
    [InlineData("0 0 0 1 1 * 2020-2022,2040", "UTC", "2022-06-01T00:00:00Z", "2040-01-01T00:00:00Z")]
    [InlineData("0 0 0 1 1 * 2020", "UTC", "2022-06-01T00:00:00Z", null)]
    public void NextAfter_AMoment_IsTheFirstTimeAfterIt(string expression, string zone, string moment, string? next)
    {
        Assert.True(CronSchedule.TryParse(expression, TimeZoneInfo.FindSystemTimeZoneById(zone), out var schedule, out var error), error);

        var found = schedule.NextAfter(Time(moment));

        Assert.Equal(next is null ? (DateTimeOffset?)null : Time(next), found);
    }

    // Berlin's clocks went from 2:00 to 3:00 on 29 March 2026, and from 3:00 to 2:00 on 25 October.
    [Theory]
    [InlineData("0 30 2 * * *", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("0 30 2 * * *", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z")]
    [InlineData("0 30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("0 30 2 * * *", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")]
    [InlineData("0 30 * * * *", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z")]
    public void NextAfter_WhenTheClocksAreChanged_IsNeitherLostNorTwice(string expression, string moment, string next)
    {
        Assert.True(CronSchedule.TryParse(expression, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), out var schedule, out _));

        Assert.Equal(Time(next), schedule.NextAfter(Time(moment)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("* * * * * * * *")]
    [InlineData("60 * * * * *")]
    [InlineData("0 0 0 1 1 * 1969")]
    [InlineData("0 0 0 1 1 * 2030-2020")]
    [InlineData("0 0 0 1 1 * 2030/0")]
    [InlineData("0 0 0 1 1 * next")]
    [InlineData("@sometimes")]
    public void TryParse_WhatIsNoExpression_SaysWhy(string expression)
    {
        Assert.False(CronSchedule.TryParse(expression, TimeZoneInfo.Utc, out _, out var error));
        Assert.NotEmpty(error);
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
