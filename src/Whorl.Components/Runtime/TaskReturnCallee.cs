using Whorl.Components.Hosting;
using Whorl.Components.Linking;
using Whorl.Components.Types;
using Whorl.Wasmtime;

namespace Whorl.Components.Runtime;

/// <summary>Canonical ABI: <c>canon task.return</c>.</summary>
internal sealed class TaskReturnCallee(Builtin builtin) : CoreCallee(builtin.CoreType)
{
    private readonly bool _inMemory = builtin.Type?.FlatTypes.Length > FlatSignature.MaxParameters;
    private GuestFunction? _checked;

    public override bool Invoke(ComponentInstance instance, Span<ValRaw> values)
    {
        var owner = instance.Components[builtin.ComponentInstance];
        owner.CheckMayLeave();
        if (owner.Current is not { Function: { } function } task || (!ReferenceEquals(function, _checked) && !Fits(instance, function)))
        {
            throw new GuestTrapException("invalid `task.return` signature and/or options for current task");
        }

        _checked = function;
        task.Return(values, _inMemory);
        return true;
    }

    // Without a memory nothing of the result lies in one, so that it does not matter which one the function has.
    private bool Fits(ComponentInstance instance, GuestFunction function) =>
        function.Options.IsAsync
        && VariantType.SamePayload(function.Type.Result, builtin.Type)
        && builtin.Options is { } options
        && options.Encoding == function.Options.Encoding
        && (options.Memory is null || instance.IsSameMemory(options.Memory, function.Options.Memory));
}
