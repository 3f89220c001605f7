using Whorl.Components.Hosting;
using Whorl.Components.Linking;

namespace Whorl.Components.Runtime;

/// <summary>Flattens a component's exports into the functions that the host can call.</summary>
internal static class ExportList
{
    public static IEnumerable<ExportedFunction> Of(ComponentPre component) => Of(component, "", component.Linked.Plan.Exports);

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
