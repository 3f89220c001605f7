using System.Collections.Immutable;
using System.Text;

namespace Whorl.Components.Types;

/// <summary>The type of a component function.</summary>
public sealed class ComponentFuncType : TypeDefinition
{
    private string? _signature;

    internal ComponentFuncType(ImmutableArray<FuncParameter> parameters, ComponentType? result, bool isAsync)
        : base(TypeTraits.Of([result, .. parameters.Select(p => p.Type)]))
    {
        Parameters = parameters;
        Result = result;
        IsAsync = isAsync;
    }

    /// <summary>The parameters, in order.</summary>
    public ImmutableArray<FuncParameter> Parameters { get; }

    /// <summary>The type of the result, or null when the function returns nothing.</summary>
    public ComponentType? Result { get; }

    /// <summary>True for an <c>async func</c>.</summary>
    public bool IsAsync { get; }

    /// <summary>The type in canonical text, fully expanded: <c>func(a:u32,b:list&lt;string&gt;)-&gt;result</c>.</summary>
    public string Signature => _signature ??= BuildSignature();

    internal override string Noun => "func";

    /// <inheritdoc/>
    public override string ToString() => Signature;

    /// <summary>True when both have the same parameter names and types and the same result (resources by identity).</summary>
    public bool StructurallyEquals(ComponentFuncType other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other.Parameters.Length != Parameters.Length || other.IsAsync != IsAsync || !VariantType.SamePayload(Result, other.Result))
        {
            return false;
        }

        for (var i = 0; i < Parameters.Length; i++)
        {
            if (Parameters[i].Name != other.Parameters[i].Name || !Parameters[i].Type.StructurallyEquals(other.Parameters[i].Type))
            {
                return false;
            }
        }

        return true;
    }

    internal override TypeDefinition SubstituteParts(TypeSubstitution substitution)
    {
        ImmutableArray<ComponentType> types = [.. Parameters.Select(p => p.Type)];
        var changed = substitution.Apply(types);
        var result = Result is null ? null : substitution.Apply(Result);
        return changed == types && ReferenceEquals(result, Result)
            ? this
            : new ComponentFuncType([.. Parameters.Select((p, i) => p with { Type = changed[i] })], result, IsAsync);
    }

    private string BuildSignature()
    {
        var text = new StringBuilder(IsAsync ? "async func(" : "func(");
        for (var i = 0; i < Parameters.Length; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(Parameters[i].Name).Append(':');
            Parameters[i].Type.AppendSignature(text);
        }

        text.Append(')');
        if (Result is not null)
        {
            text.Append("->");
            Result.AppendSignature(text);
        }

        return text.ToString();
    }
}
