using System.Diagnostics.CodeAnalysis;
using Whorl.Components.Hosting;

namespace Whorl.Wasi.Http;

/// <summary>
/// A program that answers HTTP requests as CGI has it: the request in its environment and standard input, the response on its standard
/// output. One object serves all instances of the component.
/// </summary>
public sealed class CgiGuest
{
    private CgiGuest(CommandGuest program) => Program = program;

    /// <summary>The program, for those who start it themselves.</summary>
    public CommandGuest Program { get; }

    /// <summary>Finds the program in a linked component.</summary>
    /// <param name="component">The component.</param>
    /// <param name="guest">The program, when the component is one.</param>
    /// <exception cref="LinkException">The component exports it with another type.</exception>
    public static bool TryBind(ComponentPre component, [NotNullWhen(true)] out CgiGuest? guest)
    {
        guest = CommandGuest.TryBind(component, out CommandGuest? program) ? new CgiGuest(program) : null;
        return guest is not null;
    }

    /// <summary>
    /// Runs the program to its end. When this returns, the response was completed or failed. When it throws, as
    /// <see cref="HttpGuest.Handle"/> does, nothing more is sent.
    /// </summary>
    /// <param name="instance">An instance of the component.</param>
    /// <param name="context">The context that the instance's store gives, with the variables and the standard input of the request.</param>
    /// <param name="toHead">Whether the request's method is HEAD.</param>
    /// <param name="response">Where the response goes.</param>
    public void Handle(ComponentInstance instance, WasiContext context, bool toHead, HttpResponseSink response)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(response);
        var output = new CgiOutput(context, response, toHead);
        context.ProgramOutput = output;
        int exitCode;
        try
        {
            exitCode = Program.Run(instance);
        }
        catch
        {
            output.Detach();
            throw;
        }

        output.End(exitCode);
    }
}
