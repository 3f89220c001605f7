using Whorl.Components.Types.CoreModules;

namespace Whorl.Components.Types;

/// <summary>The type of something that is imported or exported by name.</summary>
internal abstract class ExternType
{
    public abstract TypeTraits Traits { get; }

    /// <summary>The sort of thing, for messages.</summary>
    public abstract string Noun { get; }

    public abstract ExternType Substitute(TypeSubstitution substitution);
}

internal sealed class ModuleExtern(CoreModuleType type) : ExternType
{
    public CoreModuleType Type => type;

    public override TypeTraits Traits => TypeTraits.Leaf with { NodeCount = type.Size };

    public override string Noun => "module";

    public override ExternType Substitute(TypeSubstitution substitution) => this;
}

internal sealed class FuncExtern(ComponentFuncType type) : ExternType
{
    public ComponentFuncType Type => type;

    public override TypeTraits Traits => type.Traits;

    public override string Noun => "func";

    public override ExternType Substitute(TypeSubstitution substitution) =>
        substitution.Apply(type) is var changed && ReferenceEquals(changed, type) ? this : new FuncExtern(changed);
}

internal sealed class ValueExtern(ComponentType type) : ExternType
{
    public ComponentType Type => type;

    public override TypeTraits Traits => type.Traits;

    public override string Noun => "value";

    public override ExternType Substitute(TypeSubstitution substitution) =>
        substitution.Apply(type) is var changed && ReferenceEquals(changed, type) ? this : new ValueExtern(changed);
}

/// <summary>A type that is itself imported or exported.</summary>
/// <param name="referenced">The type that it is.</param>
/// <param name="created">The same type under the name that this import or export introduces; the same object for a fresh resource.</param>
internal sealed class TypeExtern(TypeDefinition referenced, TypeDefinition created) : ExternType
{
    public TypeDefinition Referenced => referenced;

    public TypeDefinition Created => created;

    public override TypeTraits Traits => created.Traits;

    public override string Noun => "type";

    public override ExternType Substitute(TypeSubstitution substitution)
    {
        var newReferenced = substitution.Apply(referenced);
        var newCreated = substitution.Apply(created);
        return ReferenceEquals(newReferenced, referenced) && ReferenceEquals(newCreated, created)
            ? this
            : new TypeExtern(newReferenced, newCreated);
    }
}

internal sealed class InstanceExtern(InstanceType type) : ExternType
{
    public InstanceType Type => type;

    public override TypeTraits Traits => type.Traits;

    public override string Noun => "instance";

    public override ExternType Substitute(TypeSubstitution substitution) =>
        substitution.Apply(type) is var changed && ReferenceEquals(changed, type) ? this : new InstanceExtern(changed);
}

internal sealed class ComponentExtern(ComponentSignature type) : ExternType
{
    public ComponentSignature Type => type;

    public override TypeTraits Traits => type.Traits;

    public override string Noun => "component";

    public override ExternType Substitute(TypeSubstitution substitution) =>
        substitution.Apply(type) is var changed && ReferenceEquals(changed, type) ? this : new ComponentExtern(changed);
}
