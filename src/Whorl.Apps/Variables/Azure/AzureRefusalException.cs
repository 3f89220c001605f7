namespace Whorl.Apps.Variables.Azure;

/// <summary>Azure does not give what was asked for. The message has no secrets.</summary>
internal sealed class AzureRefusalException(string message) : Exception(message);
