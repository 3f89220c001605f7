using Whorl.Wasi;

namespace Whorl.Capabilities.Variables;

/// <summary>Reads a component's variables for one instance, waiting on the guest's thread where a provider must be asked.</summary>
/// <param name="variables">The component's variables.</param>
/// <param name="context">The instance, whose waits are reported and whose end is heeded.</param>
internal sealed class VariableReader(IVariables variables, WasiContext context)
{
    public VariableAnswer Get(string name) => Wait(variables.GetAsync(name, context.Aborted));

    public VariablesAnswer GetAll() => Wait(variables.GetAllAsync(context.Aborted));

    private T Wait<T>(ValueTask<T> answer)
    {
        if (answer.IsCompleted)
        {
            return answer.GetAwaiter().GetResult();
        }
        context.Blocking?.Enter();
        try
        {
            return answer.AsTask().GetAwaiter().GetResult();
        }
        finally
        {
            context.Blocking?.Exit();
        }
    }
}
