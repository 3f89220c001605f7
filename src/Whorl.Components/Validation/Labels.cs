namespace Whorl.Components.Validation;

/// <summary>Checks a list of labels: each in kebab case, no two equal but for case.</summary>
internal sealed class Labels(ValidationContext context, string noun, string shortNoun)
{
    private readonly Dictionary<string, string> _labels = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a label, and gives it back.</summary>
    public string Add(string label)
    {
        if (label.Length == 0)
        {
            throw context.Invalid($"{noun} name cannot be empty");
        }

        if (!KebabName.IsLabel(label))
        {
            throw context.Invalid($"{noun} name `{label}` is not in kebab case");
        }

        if (!_labels.TryAdd(label, label))
        {
            throw context.Invalid($"{noun} name `{label}` conflicts with previous {shortNoun} name `{_labels[label]}`");
        }

        return label;
    }
}
