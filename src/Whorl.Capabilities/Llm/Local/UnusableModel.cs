using Whorl.Capabilities.Calls;

namespace Whorl.Capabilities.Llm.Local;

/// <summary>A model is missing or cannot be run, which its operator should hear of.</summary>
/// <param name="Kind">The kind of failure.</param>
/// <param name="Message">A message that may be shown to the guest: it names no path of the host.</param>
/// <param name="Folder">Where the model was looked for, for the operator; may be empty.</param>
internal sealed record UnusableModel(FailureKind Kind, string Message, string Folder) : Failure(Kind, Message);
