using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Whorl.Apps.Diagnostics;

namespace Whorl.Apps.Registries;

/// <summary>
/// A program that keeps passwords for Docker, <c>docker-credential-&lt;name&gt;</c>. It is given the registry on its standard input and writes what
/// it knows of the user as JSON.
/// </summary>
/// <param name="name">The last part of the program's name.</param>
/// <param name="file">The configuration that names it.</param>
/// <param name="key">Where in that, for people.</param>
internal sealed partial class CredentialHelper(string name, string file, string key)
{
    private const int MaxAnswerBytes = 1 << 16;
    private const string IdentityUser = "<token>";
    private const string NotFound = "credentials not found";

    /// <summary>How long the program may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Asks for a registry's credentials.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="environment">Gives an environment variable.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What the program keeps; null if it keeps nothing for that registry.</returns>
    /// <exception cref="RegistryException">The program is not there, fails, or takes too long.</exception>
    public async Task<Credentials?> GetAsync(RegistryAddress registry, Func<string, string?> environment, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var process = Start(Find(environment("PATH") ?? ""), registry);
        try
        {
            var (exitCode, answer) = await AskAsync(process, registry, patience.Token).ConfigureAwait(false);
            return answer.Length == MaxAnswerBytes ? throw Failed(registry, $"gave an answer of {MaxAnswerBytes} bytes or more")
                : exitCode == 0 ? Read(answer, registry)
                : Encoding.UTF8.GetString(answer).TrimStart().StartsWith(NotFound, StringComparison.OrdinalIgnoreCase) ? null
                : throw Failed(registry, $"ended with exit code {exitCode}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(registry, $"did not answer within {Patience.TotalSeconds:0.##} seconds");
        }
        finally
        {
            End(process);
        }
    }

    private static async Task<(int ExitCode, byte[] Answer)> AskAsync(Process process, RegistryAddress registry, CancellationToken cancellationToken)
    {
        // What it complains of is not kept: it may be anything, a password too.
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancellationToken);
        try
        {
            await process.StandardInput.WriteAsync(registry.Authority.AsMemory(), cancellationToken).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It does not read, and may answer all the same.
        }

        var answer = new byte[MaxAnswerBytes];
        var length = await process.StandardOutput.BaseStream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (length == answer.Length)
        {
            return (0, answer);
        }

        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return (process.ExitCode, answer[..length]);
    }

    private string Find(string path)
    {
        if (!Name().IsMatch(name))
        {
            throw new RegistryException(
                DiagnosticCode.UnknownRegistry,
                $"{key} in {file} names the credential helper \"{name}\", which is no name of a program",
                "Write what follows docker-credential- in the program's name, as \"pass\".");
        }

        var program = $"docker-credential-{name}{(OperatingSystem.IsWindows() ? ".exe" : "")}";
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists)
            ?? throw new RegistryException(
                DiagnosticCode.UnknownRegistry,
                $"{key} in {file} names the credential helper \"{name}\", and there is no program {program} on the PATH",
                $"Install it, or take it out of {file}.");
    }

    private Process Start(string program, RegistryAddress registry)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, ["get"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            })!;
        }
        catch (Win32Exception e)
        {
            throw Failed(registry, $"cannot be started ({e.Message})");
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has ended.
        }
    }

    private Credentials? Read(byte[] answer, RegistryAddress registry)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            if (Text(document.RootElement, "Username") is { } user && Text(document.RootElement, "Secret") is { } secret)
            {
                return (user, secret) switch
                {
                    ("", "") => null,
                    (IdentityUser, _) => new Credentials.Identity(secret),
                    _ => new Credentials.Basic(user, secret),
                };
            }
        }
        catch (JsonException)
        {
            // Its message may quote what is secret.
        }

        throw Failed(registry, "did not answer with JSON that has a `Username` and a `Secret`");
    }

    private static string? Text(JsonElement answer, string name) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private RegistryException Failed(RegistryAddress registry, string what) => new(
        DiagnosticCode.UnavailableSource,
        $"docker-credential-{name}, which {key} in {file} names, {what} when asked for {registry}",
        $"Run `echo {registry} | docker-credential-{name} get` to see what is wrong.");

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]*\z")]
    private static partial Regex Name();
}
