using Whorl.Components.Hosting;

namespace Whorl.Components.Abi;

/// <summary>One call into a component instance, as far as it has lent handles to it.</summary>
internal sealed class GuestTask
{
    private int _borrows;

    public void AddBorrow() => _borrows++;

    public void DropBorrow() => _borrows--;

    /// <summary>Checks that the callee has dropped every handle that it was lent.</summary>
    public void CheckReturned()
    {
        if (_borrows > 0)
        {
            throw new GuestTrapException($"{TrapText.BorrowsRemain}: {_borrows} of them");
        }
    }
}
