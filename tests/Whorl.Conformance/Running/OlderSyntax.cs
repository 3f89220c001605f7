using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Whorl.Conformance.Running;

/// <summary>Has the engine's text reader take scripts that were written when references to items of core modules looked otherwise.</summary>
internal static class OlderSyntax
{
    private const string Variable = "WAST_STRICT_COMPONENT_INDICES";

    [ModuleInitializer]
    internal static void Accept()
    {
        // The reader looks into the process's own environment, of which .NET has a copy. A value that is there stays.
        if (!OperatingSystem.IsWindows())
        {
            _ = SetVariable(Variable, "0", overwrite: 0);
        }
    }

    [DllImport("libc", EntryPoint = "setenv", ExactSpelling = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetVariable(string name, string value, int overwrite);
}
