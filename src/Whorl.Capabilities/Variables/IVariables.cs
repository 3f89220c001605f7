namespace Whorl.Capabilities.Variables;

/// <summary>The variables of one component.</summary>
public interface IVariables
{
    /// <summary>The value of one variable. Completes at once where no provider must be asked.</summary>
    ValueTask<VariableAnswer> GetAsync(string name, CancellationToken cancellationToken);

    /// <summary>All names with their values.</summary>
    ValueTask<VariablesAnswer> GetAllAsync(CancellationToken cancellationToken);
}
