namespace Whorl.Conformance.Running;

/// <summary>A directive cannot be carried out, or did not do what it should.</summary>
internal sealed class ScriptException(string message) : Exception(message);
