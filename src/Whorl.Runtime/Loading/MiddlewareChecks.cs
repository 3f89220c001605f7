using System.Collections.Immutable;
using Whorl.Apps.Diagnostics;
using Whorl.Apps.Model;
using Whorl.Components.Hosting;

namespace Whorl.Runtime.Loading;

/// <summary>
/// Checks a chain of middleware: every member must export the handler of WASI 0.3, and every one but the last must import it, in the
/// version that the next one exports.
/// </summary>
internal static class MiddlewareChecks
{
    /// <summary>The interface that requests go through.</summary>
    public const string Handler = "wasi:http/handler";

    private const string HandlerOf3 = $"`{Handler}@0.3`";

    /// <summary>Finds what does not fit.</summary>
    /// <param name="app">The app.</param>
    /// <param name="chain">The middleware, outermost first, and the component behind it.</param>
    public static IEnumerable<Diagnostic> Run(AppModel app, ImmutableArray<ChainMember> chain)
    {
        for (int i = 0; i < chain.Length && chain.Length > 1; i++)
        {
            (ChainMember member, ChainMember? next) = (chain[i], i + 1 < chain.Length ? chain[i + 1] : null);
            if (HandlerIn(member.Component.ExportNames) is null)
            {
                yield return Error(
                    app,
                    member,
                    next is null
                        ? $"{Who(member)} cannot have middleware before it in app `{app.Name}`: it does not export {HandlerOf3}. It exports {List(member.Component.ExportNames)}"
                        : $"{Who(member)} cannot be middleware in app `{app.Name}`: it does not export {HandlerOf3}. It exports {List(member.Component.ExportNames)}",
                    next is null
                        ? "Build it for the world wasi:http/service of WASI 0.3, or take the middleware out of its trigger."
                        : "Build it for the world wasi:http/middleware of WASI 0.3.");
            }

            if (next is null)
            {
                continue;
            }

            if (HandlerIn(member.Component.ImportNames) is not { } import)
            {
                yield return Error(
                    app,
                    member,
                    $"{Who(member)} cannot be middleware in app `{app.Name}`: it does not import {HandlerOf3}, so that no request would get past it. "
                    + $"It imports {List(member.Component.ImportNames)}",
                    "Build it for the world wasi:http/middleware of WASI 0.3, or run it by a trigger of its own.");
            }
            else if (HandlerIn(next.Component.ExportNames) is { } export && !ComponentLink.Fits(import, export))
            {
                yield return Error(
                    app,
                    member,
                    $"{Who(member)} imports `{import}` in app `{app.Name}`, but {Who(next)} which comes next, exports `{export}`",
                    "Build both for the same release of WASI.");
            }
        }
    }

    private static string? HandlerIn(IEnumerable<string> names) => names.FirstOrDefault(name => ComponentLink.Fits(Handler, name));

    private static string Who(ChainMember member) => $"{member.Request.Name}, from {member.Request.Source},";

    private static string List(IEnumerable<string> names) => names.Any() ? string.Join(", ", names.Select(name => $"`{name}`")) : "nothing";

    private static Diagnostic Error(AppModel app, ChainMember member, string message, string remedy) =>
        ServedComponents.Error(app, DiagnosticCode.BadMiddleware, member.Request.Location, message, remedy);
}
