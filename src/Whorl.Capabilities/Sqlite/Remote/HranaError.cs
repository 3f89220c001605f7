using Whorl.Capabilities.Calls;

namespace Whorl.Capabilities.Sqlite.Remote;

/// <summary>An error that a server reports.</summary>
/// <param name="Message">The server's message, with SQLite's in it.</param>
/// <param name="Code">SQLite's name of the error as a rule; may be empty.</param>
internal sealed record HranaError(string Message, string Code)
{
    public FailureException ToFailure() => new(
        Code switch
        {
            _ when Code.StartsWith("SQLITE_FULL", StringComparison.Ordinal) => FailureKind.Full,
            _ when Code.StartsWith("SQLITE_BUSY", StringComparison.Ordinal) || Code.StartsWith("SQLITE_LOCKED", StringComparison.Ordinal) => FailureKind.Unavailable,
            _ when Code.StartsWith("SQLITE_AUTH", StringComparison.Ordinal) => FailureKind.Refused,
            _ => FailureKind.Other,
        },
        Message);
}
