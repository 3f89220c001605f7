using System.Reflection;

namespace Whorl.Components.Tests;

/// <summary>Components that lie in the repository, made by real toolchains.</summary>
internal static class SampleComponents
{
    /// <summary>A C program with clang and wit-component.</summary>
    public static string Hello { get; } = Path.Combine(RepositoryRoot, "samples", "hello", "hello.wasm");

    /// <summary>A guest that the tests' build script makes of its source.</summary>
    public static string Guest(string name)
    {
        var path = Path.Combine(RepositoryRoot, "tests", "guests", name, name + ".wasm");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is not built. Run tests/guests/build first.");
    }

    private static string RepositoryRoot => typeof(SampleComponents).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(a => a.Key == nameof(RepositoryRoot)).Value!;
}
