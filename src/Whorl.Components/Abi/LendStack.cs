namespace Whorl.Components.Abi;

/// <summary>
/// The handles that calls in progress have borrowed from their callers, innermost call last. A lent handle cannot be
/// removed, so a row's index stays its name until the call returns.
/// </summary>
internal struct LendStack
{
    private (HandleTable Table, uint Handle)[]? _lends;

    public int Depth { get; private set; }

    public void Push(HandleTable table, uint handle)
    {
        if (_lends is null || Depth == _lends.Length)
        {
            Array.Resize(ref _lends, Math.Max(8, Depth * 2));
        }

        table.Get(handle).Lends++;
        _lends[Depth++] = (table, handle);
    }

    /// <summary>Takes off the stack what was lent since it had the given depth, for a call that outlasts its frame.</summary>
    public (HandleTable Table, uint Handle)[] Take(int depth)
    {
        var taken = _lends![depth..Depth];
        Depth = depth;
        return taken;
    }

    /// <summary>Gives back what was lent since the stack had the given depth.</summary>
    public void Release(int depth)
    {
        while (Depth > depth)
        {
            var (table, handle) = _lends![--Depth];
            table.Get(handle).Lends--;
        }
    }
}
