using Whorl.Components.Types;
using Whorl.Components.Types.CoreModules;

namespace Whorl.Components.Validation;

/// <summary>Looks up types of one kind by index.</summary>
internal static class TypeLookups
{
    public static ComponentType ValueTypeAt(this ComponentScope scope, uint index) =>
        scope.Types.At(index) as ComponentType ?? throw scope.Context.Invalid($"type index {index} is not a defined type");

    public static ComponentFuncType FuncTypeAt(this ComponentScope scope, uint index) =>
        scope.Types.At(index) as ComponentFuncType ?? throw scope.Context.Invalid($"type index {index} is not a function type");

    public static InstanceType InstanceTypeAt(this ComponentScope scope, uint index) =>
        scope.Types.At(index) as InstanceType ?? throw scope.Context.Invalid($"type index {index} is not an instance type");

    public static ComponentSignature ComponentTypeAt(this ComponentScope scope, uint index) =>
        scope.Types.At(index) as ComponentSignature ?? throw scope.Context.Invalid($"type index {index} is not a component type");

    public static ResourceName ResourceAt(this ComponentScope scope, uint index) =>
        scope.Types.At(index) as ResourceName ?? throw scope.Context.Invalid($"type index {index} is not a resource type");

    /// <summary>A resource that the component itself defines.</summary>
    public static ResourceName LocalResourceAt(this ComponentScope scope, uint index)
    {
        var name = scope.ResourceAt(index);
        return scope.IsLocal(name.Resource) ? name : throw scope.Context.Invalid($"type index {index} is not a local resource");
    }

    public static CoreType CoreTypeAt(this ComponentScope scope, uint index) =>
        scope.CoreTypes.At(index) as CoreType
        ?? throw scope.Context.Invalid($"type index {index} is a module type, not a sub type");

    public static CoreModuleType ModuleTypeAt(this ComponentScope scope, uint index) =>
        scope.CoreTypes.At(index) as CoreModuleType
        ?? throw scope.Context.Invalid($"core type index {index} is not a module type");
}
