using System.Reflection;

namespace Whorl.Components.Tests;

/// <summary>Components that lie in the repository, made by real toolchains.</summary>
internal static class SampleComponents
{
    /// <summary>A C program with clang and wit-component.</summary>
    public static string Hello { get; } = Path.Combine(RepositoryRoot, "samples", "hello", "hello.wasm");

    private static string RepositoryRoot => typeof(SampleComponents).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(a => a.Key == nameof(RepositoryRoot)).Value!;
}
