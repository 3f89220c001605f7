using Whorl.Bindings.Naming;
using Whorl.Wit.Model;

namespace Whorl.Bindings.Binding;

/// <summary>Binds the functions of each interface, and notes those that there are no bindings for.</summary>
internal sealed class FunctionBinder(WorldBinding world, TypeBinder types)
{
    private static readonly string[] s_objectMembers = ["Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize"];

    public void Bind(InterfaceBinding owner, IEnumerable<(string Name, WitFunction Function)> functions)
    {
        // In an export all methods are members of one class; in an import those of a resource are members of its own interface.
        var freeNames = new NameTable([.. s_objectMembers, .. LibraryNames.All, "TryBind"]);
        var methodNames = new Dictionary<ResourceBinding, NameTable>();
        var skipped = new List<string>();
        foreach (var (name, function) in functions)
        {
            var resource = function.Resource is { } definition ? types.Resource(definition, owner) : null;
            var bound = BindFunction(owner, name, function, resource);
            if (Unsupported(bound) is { } unsupported)
            {
                skipped.Add($"{name} ({unsupported})");
                continue;
            }

            var scope = freeNames;
            if (bound.IsMethod && !owner.IsExport && !methodNames.TryGetValue(resource!, out scope))
            {
                methodNames.Add(resource!, scope = new NameTable([.. s_objectMembers, "Dispose"]));
            }

            owner.Functions.Add(bound with { Name = scope.Take(bound.Name) });
        }

        if (skipped.Count > 0)
        {
            world.Skipped.Add($"'{owner}' in world '{world.World}' has functions without bindings: {string.Join(", ", skipped)}; "
                + "leave the interface out of the world, or change them");
        }
    }

    private static string? Unsupported(FunctionBinding function) =>
        function.Parameters.Select(p => p.Type.Unsupported).FirstOrDefault(u => u is not null) ?? function.Result?.Unsupported;

    private static string MethodName(WitFunction function, bool isExport)
    {
        var name = CSharpName.Pascal(function.Name);
        var resource = function.Resource is null ? "" : CSharpName.Pascal(function.Resource.Name);
        return function.Kind switch
        {
            WitFunctionKind.Constructor => "New" + resource,
            WitFunctionKind.Static => resource + name,
            WitFunctionKind.Method when isExport => resource + name,
            _ => name,
        };
    }

    private FunctionBinding BindFunction(InterfaceBinding owner, string name, WitFunction function, ResourceBinding? resource)
    {
        // What is in place in the guest's memory, or a span, does not outlive the call that starts an async function.
        var parameterRole = function.IsAsync ? TypeRole.Value : owner.IsExport ? TypeRole.GuestParameter : TypeRole.HostParameter;
        var resultRole = owner.IsExport ? TypeRole.Value : TypeRole.HostResult;
        var names = new NameTable();
        return new FunctionBinding(
            function,
            name,
            SignatureText.Of(function),
            resource,
            MethodName(function, owner.IsExport),
            [.. function.Parameters.Select(p => new BoundParameter(names.Take(CSharpName.Camel(p.Name)), types.Bind(p.Type, owner, parameterRole)))],
            function.Result is null ? null : types.Bind(function.Result, owner, resultRole));
    }
}
