using Whorl.Components.Types.CoreModules;

namespace Whorl.Components.Validation;

/// <summary>Decides whether one core item can stand where another is expected. Every method returns what does not fit, or null.</summary>
internal static class CoreSubtyping
{
    public static string? Check(CoreModuleType actual, CoreModuleType expected)
    {
        // The actual module must be content with the imports that the expected one would get.
        foreach (var (key, wanted) in actual.Imports)
        {
            if (!expected.Imports.TryGetValue(key, out var given))
            {
                return $"missing expected import `{key.Module}::{key.Name}`";
            }

            if (Check(given, wanted) is { } error)
            {
                return $"type mismatch in import `{key.Module}::{key.Name}`: {error}";
            }
        }

        foreach (var (name, wanted) in expected.Exports)
        {
            if (!actual.Exports.TryGetValue(name, out var export))
            {
                return $"missing expected export `{name}`";
            }

            if (Check(export, wanted) is { } error)
            {
                return $"type mismatch in export `{name}`: {error}";
            }
        }

        return null;
    }

    public static string? Check(CoreExternType actual, CoreExternType expected) => (actual, expected) switch
    {
        (CoreFunctionExtern a, CoreFunctionExtern e) => CheckFunction(a.Type, e.Type),
        (CoreTagExtern a, CoreTagExtern e) => CheckFunction(a.Type, e.Type),
        (CoreTableExtern a, CoreTableExtern e) => CheckTable(a, e),
        (CoreMemoryExtern a, CoreMemoryExtern e) => CheckMemory(a, e),
        (CoreGlobalExtern a, CoreGlobalExtern e) => CheckGlobal(a, e),
        _ => $"expected {expected.Noun}, found {actual.Noun}",
    };

    public static string? CheckTable(CoreTableExtern actual, CoreTableExtern expected)
    {
        if (actual.Element != expected.Element)
        {
            return $"expected table element type {expected.Element}, found {actual.Element}";
        }

        if (actual.IsShared != expected.IsShared)
        {
            return "mismatch in the shared flag for tables";
        }

        return actual.Is64 == expected.Is64 && actual.Limits.FitIn(expected.Limits) ? null : "mismatch in table limits";
    }

    public static string? CheckMemory(CoreMemoryExtern actual, CoreMemoryExtern expected)
    {
        if (actual.IsShared != expected.IsShared)
        {
            return "mismatch in the shared flag for memories";
        }

        if (actual.Is64 != expected.Is64)
        {
            return "mismatch in index type used for memories";
        }

        if (actual.PageSizeLog2 != expected.PageSizeLog2)
        {
            return "mismatch in page size for memories";
        }

        return actual.Limits.FitIn(expected.Limits) ? null : "mismatch in memory limits";
    }

    private static string? CheckFunction(CoreType actual, CoreType expected) =>
        actual.IsSubtypeOf(expected) ? null : $"expected: {expected}, found: {actual}";

    private static string? CheckGlobal(CoreGlobalExtern actual, CoreGlobalExtern expected)
    {
        if (actual.IsMutable != expected.IsMutable)
        {
            return "global types differ in mutability";
        }

        return actual.Type == expected.Type && actual.IsShared == expected.IsShared
            ? null
            : $"expected global type {expected.Type}, found {actual.Type}";
    }
}
