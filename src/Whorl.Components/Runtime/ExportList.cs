using Whorl.Components.Hosting;
using Whorl.Components.Linking;
using Whorl.Components.Types;

namespace Whorl.Components.Runtime;

/// <summary>Flattens a component's exports into the functions that the host can call.</summary>
internal static class ExportList
{
    public static IEnumerable<ExportedFunction> Of(ComponentPre component) => Of(component, "", component.Linked.Plan.Exports);

    /// <summary>The resource types that the component itself defines, by interface and name.</summary>
    public static IEnumerable<(string Interface, string Name, ResourceType Type)> Resources(ExportTree exports, string @interface = "")
    {
        foreach (var (name, export) in exports)
        {
            if (export is ResourceExport { Resource: { DefinedIndex: >= 0 } type })
            {
                yield return (@interface, name, type);
            }
            else if (export is InstanceExport instance)
            {
                foreach (var nested in Resources(instance.Exports, ExportedFunction.FullName(@interface, name)))
                {
                    yield return nested;
                }
            }
        }
    }

    private static IEnumerable<ExportedFunction> Of(ComponentPre component, string @interface, ExportTree exports)
    {
        foreach (var (name, export) in exports)
        {
            switch (export)
            {
                case FunctionExport { Function: GuestProvided guest }:
                    yield return new ExportedFunction(component, @interface, name, component.Linked.Functions[guest.Lifted]);
                    break;
                case InstanceExport instance:
                    foreach (var nested in Of(component, ExportedFunction.FullName(@interface, name), instance.Exports))
                    {
                        yield return nested;
                    }

                    break;
                default:
                    break;
            }
        }
    }
}
