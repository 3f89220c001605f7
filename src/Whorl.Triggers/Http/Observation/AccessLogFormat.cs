namespace Whorl.Triggers.Http.Observation;

/// <summary>How a line of the access log is written.</summary>
public enum AccessLogFormat
{
    /// <summary>The combined log format that web servers share, with the duration in milliseconds and the component after it.</summary>
    Combined,

    /// <summary>An object of JSON.</summary>
    Json,
}
