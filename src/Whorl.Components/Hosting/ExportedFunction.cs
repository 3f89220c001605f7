using Whorl.Components.Runtime;
using Whorl.Components.Types;

namespace Whorl.Components.Hosting;

/// <summary>A function that a linked component exports; the same for all of its instances.</summary>
public sealed class ExportedFunction
{
    internal ExportedFunction(ComponentPre component, string @interface, string function, GuestFunction target)
    {
        Component = component;
        Interface = @interface;
        Function = function;
        Name = FullName(@interface, function);
        Target = target;
    }

    /// <summary>The component that exports the function.</summary>
    public ComponentPre Component { get; }

    /// <summary>The interface that the function belongs to, such as <c>wasi:cli/run@0.2.0</c>; empty when it is exported by itself.</summary>
    public string Interface { get; }

    /// <summary>The function's name in its interface, such as <c>run</c>.</summary>
    public string Function { get; }

    /// <summary>The function's full name, such as <c>wasi:cli/run@0.2.0#run</c>.</summary>
    public string Name { get; }

    /// <summary>The function's type.</summary>
    public ComponentFuncType Type => Target.Type;

    /// <summary>The canonical text of the function's type.</summary>
    public string Signature => Type.Signature;

    internal GuestFunction Target { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal static string FullName(string @interface, string function) => @interface.Length == 0 ? function : $"{@interface}#{function}";
}
