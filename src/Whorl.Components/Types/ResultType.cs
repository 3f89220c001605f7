using System.Text;

namespace Whorl.Components.Types;

/// <summary>A result: success or failure, each with or without a payload.</summary>
public sealed class ResultType : TaggedType
{
    internal ResultType(ComponentType? ok, ComponentType? error)
        : base([new VariantCase("ok", ok), new VariantCase("error", error)])
    {
        Ok = ok;
        Error = error;
    }

    /// <summary>The payload of success, or null.</summary>
    public ComponentType? Ok { get; }

    /// <summary>The payload of failure, or null.</summary>
    public ComponentType? Error { get; }

    /// <inheritdoc/>
    public override bool StructurallyEquals(ComponentType other) =>
        ReferenceEquals(this, other)
        || (other is ResultType r && VariantType.SamePayload(Ok, r.Ok) && VariantType.SamePayload(Error, r.Error));

    internal override string Noun => "result";

    internal override void AppendSignature(StringBuilder text)
    {
        text.Append("result");
        if (Ok is null && Error is null)
        {
            return;
        }

        text.Append('<');
        if (Ok is null)
        {
            text.Append('_');
        }
        else
        {
            Ok.AppendSignature(text);
        }

        if (Error is not null)
        {
            text.Append(',');
            Error.AppendSignature(text);
        }

        text.Append('>');
    }

    internal override TypeDefinition SubstituteParts(TypeSubstitution substitution) 
    {
        var ok = Ok is null ? null : substitution.Apply(Ok);
        var error = Error is null ? null : substitution.Apply(Error);
        return ReferenceEquals(ok, Ok) && ReferenceEquals(error, Error) ? this : new ResultType(ok, error);
    }
}
