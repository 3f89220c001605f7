using Whorl.Capabilities.Calls;

namespace Whorl.Capabilities.Databases;

/// <summary>An error that a database server reported about a statement.</summary>
internal sealed record SqlFailure(string Text, string Severity, string Code, string Reason, string? Detail, (string, string)[] Extras)
    : Failure(FailureKind.Refused, Text);
