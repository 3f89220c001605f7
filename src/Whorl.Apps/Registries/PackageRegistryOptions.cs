namespace Whorl.Apps.Registries;

/// <summary>Where the user says which registries there are, and how to get at them.</summary>
public sealed record PackageRegistryOptions
{
    /// <summary>The configuration of wasm-pkg, which <c>wkg</c> and others read too.</summary>
    public required string ConfigFile { get; init; }

    /// <summary>The configuration of Docker, for user names and passwords.</summary>
    public required string DockerConfigFile { get; init; }

    /// <summary>Gives an environment variable.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>
    /// The usual places: <c>$XDG_CONFIG_HOME/wasm-pkg/config.toml</c>, where <c>~/.config</c> stands in for the variable, and
    /// <c>$DOCKER_CONFIG/config.json</c>, where <c>~/.docker</c> does.
    /// </summary>
    public static PackageRegistryOptions OfUser()
    {
        var home = System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile, System.Environment.SpecialFolderOption.DoNotVerify);
        return new PackageRegistryOptions
        {
            ConfigFile = Path.Combine(FolderOf("XDG_CONFIG_HOME", Path.Combine(home, ".config")), "wasm-pkg", "config.toml"),
            DockerConfigFile = Path.Combine(FolderOf("DOCKER_CONFIG", Path.Combine(home, ".docker")), "config.json"),
            Environment = System.Environment.GetEnvironmentVariable,
        };
    }

    private static string FolderOf(string variable, string otherwise) =>
        System.Environment.GetEnvironmentVariable(variable) is { Length: > 0 } folder && Path.IsPathRooted(folder) ? folder : otherwise;
}
