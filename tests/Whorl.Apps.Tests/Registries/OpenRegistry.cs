using System.Text;

namespace Whorl.Apps.Tests.Registries;

/// <summary>A registry that anybody may read, which tests share, with some versions of the package <c>acme:maths</c>.</summary>
public sealed class OpenRegistry : IAsyncLifetime
{
    private DockerRegistry? _registry;

    /// <summary>Host and port.</summary>
    public string Host => Server.Host;

    internal DockerRegistry Server => _registry!;

    public async ValueTask InitializeAsync()
    {
        _registry = await DockerRegistry.StartAsync();
        foreach (string version in (string[])["1.0.0", "1.2.3", "1.10.0", "2.0.0", "2.1.0-rc.1", "latest"])
        {
            await _registry.PushAsync("acme/maths", version, Encoding.UTF8.GetBytes(version));
        }
    }

    public ValueTask DisposeAsync()
    {
        _registry?.Dispose();
        return ValueTask.CompletedTask;
    }
}
