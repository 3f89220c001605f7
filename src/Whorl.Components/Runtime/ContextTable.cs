using Whorl.Components.Linking;

namespace Whorl.Components.Runtime;

/// <summary>Numbers the sets of canonical options that lift and lower alike, so that functions share contexts.</summary>
internal sealed class ContextTable
{
    private readonly List<CanonicalOptions> _options = [];

    public int Count => _options.Count;

    public CanonicalOptions this[int index] => _options[index];

    public int IndexOf(CanonicalOptions options)
    {
        var key = options with { PostReturn = null, Callback = null, IsAsync = false };
        var index = _options.IndexOf(key);
        if (index < 0)
        {
            index = _options.Count;
            _options.Add(key);
        }

        return index;
    }
}
