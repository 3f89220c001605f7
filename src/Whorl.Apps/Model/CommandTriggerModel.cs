namespace Whorl.Apps.Model;

/// <summary>A trigger that runs its component once, as a program of the command line.</summary>
public sealed record CommandTriggerModel : TriggerModel
{
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    internal CommandTriggerModel(TriggerModel model)
        : base(model)
    {
    }
}
