namespace Whorl.Apps.Model;

/// <summary>How a component handles an HTTP request.</summary>
public abstract record HttpExecutor
{
    private protected HttpExecutor()
    {
    }

    /// <summary>Through an HTTP interface that it exports.</summary>
    public sealed record Http : HttpExecutor
    {
        private Http()
        {
        }

        /// <summary>The only instance.</summary>
        public static Http Instance { get; } = new();
    }

    /// <summary>As a CGI program: <c>wasi:cli/run</c> with the request in its environment.</summary>
    /// <param name="Arguments">The template of its arguments, space-separated.</param>
    public sealed record Wagi(string Arguments) : HttpExecutor
    {
        /// <summary>What <c>argv</c> is when the manifest does not say.</summary>
        public const string DefaultArguments = "${SCRIPT_NAME} ${ARGS}";
    }
}
