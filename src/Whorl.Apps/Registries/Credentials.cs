using System.Net.Http.Headers;
using System.Text;

namespace Whorl.Apps.Registries;

/// <summary>What a registry knows a user by.</summary>
internal abstract record Credentials
{
    private Credentials()
    {
    }

    /// <summary>The header that carries them; null if none does.</summary>
    public abstract AuthenticationHeaderValue? Header { get; }

    // So that no log shows what is secret.
    public sealed override string ToString() => GetType().Name;

    /// <summary>A user name and a password.</summary>
    public sealed record Basic(string User, string Password) : Credentials
    {
        public override AuthenticationHeaderValue Header => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")));

        /// <summary>Reads <c>user:password</c> in base 64; null if it is not that.</summary>
        public static Basic? FromBase64(string text)
        {
            var bytes = new byte[text.Length];
            var padded = text.TrimEnd('=');
            padded += new string('=', (4 - (padded.Length % 4)) % 4);
            return Convert.TryFromBase64String(padded, bytes, out var count) && Encoding.UTF8.GetString(bytes, 0, count).Split(':', 2) is [var user, var password]
                ? new Basic(user, password)
                : null;
        }
    }

    /// <summary>A token.</summary>
    public sealed record Bearer(string Token) : Credentials
    {
        public override AuthenticationHeaderValue Header => new("Bearer", Token);
    }

    /// <summary>What a login left: a token that only gets other tokens.</summary>
    public sealed record Identity(string Token) : Credentials
    {
        public override AuthenticationHeaderValue? Header => null;
    }
}
