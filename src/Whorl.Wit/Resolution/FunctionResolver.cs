using System.Collections.Immutable;
using Whorl.Wit.Diagnostics;
using Whorl.Wit.Model;
using Whorl.Wit.Syntax;

namespace Whorl.Wit.Resolution;

/// <summary>Resolves functions, once the types of their scope are known.</summary>
internal sealed class FunctionResolver(TypeScope scope, GateFilter gates, WitPackageName package, DiagnosticBag diagnostics)
{
    /// <summary>Resolves the functions of a resource and notes them in its definition.</summary>
    public IEnumerable<WitFunction> ResolveResource(WitTypeDefinition resource, TypeBody.Resource body)
    {
        var functions = ImmutableArray.CreateBuilder<WitFunction>();
        foreach (var node in body.Functions)
        {
            gates.Check(node.Header, package, resource.Stability);
            if (gates.IsEnabled(node.Header) && scope.Names.AddFunction(node.Name, node.Kind, resource.Name))
            {
                functions.Add(Resolve(node.Name, node.Header, node.Kind, node.Type, resource));
            }
        }

        resource.Kind = new WitTypeKind.Resource(functions.ToImmutable());
        return functions;
    }

    public WitFunction Resolve(Name name, ItemHeader header, WitFunctionKind kind, FunctionTypeNode type, WitTypeDefinition? resource)
    {
        var function = new WitFunction(name.Text, kind, resource)
        {
            IsAsync = type.IsAsync,
            Docs = header.Docs,
            Stability = header.Stability,
            ExternalId = header.ExternalId,
        };
        function.Parameters = ResolveParameters(type, kind, resource);
        function.Result = ResolveResult(name, type, kind, resource);
        return function;
    }

    private ImmutableArray<WitParameter> ResolveParameters(FunctionTypeNode type, WitFunctionKind kind, WitTypeDefinition? resource)
    {
        var names = new UniqueNames(diagnostics, "the parameters");
        var parameters = ImmutableArray.CreateBuilder<WitParameter>();
        if (kind == WitFunctionKind.Method)
        {
            parameters.Add(new WitParameter("self", new WitType.Borrow(resource!)));
        }

        foreach (var (name, reference) in type.Parameters)
        {
            if (kind == WitFunctionKind.Method && string.Equals(name.Text, "self", StringComparison.OrdinalIgnoreCase))
            {
                diagnostics.Error(Codes.DuplicateName, name.Location, "a method already has a parameter 'self'", "choose another name");
            }

            var resolved = scope.Resolve(reference);
            if (names.Add(name) && resolved is not null)
            {
                parameters.Add(new WitParameter(name.Text, resolved));
            }
        }

        return parameters.ToImmutable();
    }

    private WitType? ResolveResult(Name name, FunctionTypeNode type, WitFunctionKind kind, WitTypeDefinition? resource)
    {
        var result = type.Result is null ? null : scope.Resolve(type.Result);
        if (type.Result is not null && Borrows.IsIn(result))
        {
            diagnostics.Error(Codes.BorrowPlacement, type.Result.Location, $"'{name}' returns a borrowed handle, which does not outlive the call",
                "return the resource itself, or what the caller needs of it");
        }

        if (kind != WitFunctionKind.Constructor)
        {
            return result;
        }

        if (type.Result is not null && result is not null
            && !(result is WitType.Result { Ok: WitType.Own own } && own.Resource.Target == resource))
        {
            diagnostics.Error(Codes.Constructor, type.Result.Location, $"the constructor of '{name}' returns something else",
                $"leave the result out, or write 'result<{name}, ...>' if it can fail");
        }

        return result ?? new WitType.Own(resource!);
    }
}
