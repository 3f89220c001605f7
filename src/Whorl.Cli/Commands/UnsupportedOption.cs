using System.CommandLine;

namespace Whorl.Cli.Commands;

/// <summary>An option that Spin has and Whorl does not have yet. It is refused, never ignored: an app that needs it would misbehave.</summary>
internal static class UnsupportedOption
{
    private static readonly (string Name, string[] Aliases, string Instead)[] s_known =
    [
        ("--from-registry", [], "Apps in registries cannot be served yet: give a folder, a manifest or a .wasm file."),
        ("--insecure", ["-k"], "Apps in registries cannot be served yet: give a folder, a manifest or a .wasm file."),
        ("--temp", ["--tmp"], "Whorl serves files from where they are and needs no working folder."),
        ("--direct-mounts", [], "Whorl serves the files that the manifest lists, as they were at the start. Restart to pick up changes."),
        ("--cache", [], "Whorl keeps its compile cache below XDG_CACHE_HOME; --disable-cache turns it off."),
        ("--cache-dir", [], "Whorl keeps its compile cache below XDG_CACHE_HOME; --disable-cache turns it off."),
        ("--debug-info", [], "Guest back-traces name functions without it."),
        ("--http1-max-buf-size", [], "The limit on headers is set in the manifest: [component.ID.tool.whorl.limits] request-headers."),
    ];

    public static void AddTo(Command command)
    {
        foreach (var (name, aliases, instead) in s_known)
        {
            var option = new Option<string?>(name, aliases) { Hidden = true, Arity = ArgumentArity.ZeroOrOne };
            option.Validators.Add(given => given.AddError($"{name} is an option of Spin that Whorl does not support. {instead}"));
            command.Options.Add(option);
        }
    }
}
