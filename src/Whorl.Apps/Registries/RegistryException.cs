using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Registries;

/// <summary>A package cannot be had from a registry.</summary>
/// <param name="code">The kind of problem.</param>
/// <param name="message">What went wrong, as the end of a sentence that says what was wanted.</param>
/// <param name="remedy">What to do.</param>
internal sealed class RegistryException(DiagnosticCode code, string message, string remedy) : Exception(message)
{
    public DiagnosticCode Code => code;

    public string Remedy => remedy;
}
