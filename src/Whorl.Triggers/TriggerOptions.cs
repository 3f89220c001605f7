using Whorl.Runtime.Commands;
using Whorl.Triggers.Http.Observation;
using Whorl.Triggers.Listening;

namespace Whorl.Triggers;

/// <summary>How the triggers of an app are run, besides what its manifest says.</summary>
/// <param name="Listen">Where HTTP requests come in.</param>
/// <param name="Command">What the program of a command trigger is started with; asked for only if the app has one.</param>
public sealed record TriggerOptions(HttpListenOptions Listen, Func<CommandStart> Command)
{
    /// <summary>Takes a line for each HTTP request; it must outlive the triggers. Null for none.</summary>
    public AccessLog? AccessLog { get; init; }
}
