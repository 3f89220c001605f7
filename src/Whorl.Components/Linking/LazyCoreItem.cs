namespace Whorl.Components.Linking;

/// <summary>A core item that becomes part of the plan when something uses it.</summary>
internal sealed class LazyCoreItem(Func<CoreItem> make)
{
    private CoreItem? _item;

    public CoreItem Item => _item ??= make();
}
