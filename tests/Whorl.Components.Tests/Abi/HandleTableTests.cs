using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Components.Tasks;

namespace Whorl.Components.Tests.Abi;

public sealed class HandleTableTests
{
    private static readonly HostResource s_file = new("file");
    private static readonly HostResource s_socket = new("socket");

    [Fact]
    public void Add_ToAnEmptyTable_StartsAtOne()
    {
        var table = new HandleTable(component: 0, limit: 10);
        Assert.Equal(1u, table.Add(new HandleEntry { Type = s_file }));
        Assert.Equal(2u, table.Add(new HandleEntry { Type = s_file }));
    }

    [Fact]
    public void Add_AfterRemovals_TakesTheRowFreedLast()
    {
        var table = new HandleTable(component: 0, limit: 10);
        for (var i = 0; i < 3; i++)
        {
            table.Add(new HandleEntry { Type = s_file });
        }

        table.Remove(1, s_file);
        table.Remove(3, s_file);
        Assert.Equal(3u, table.Add(new HandleEntry { Type = s_file }));
        Assert.Equal(1u, table.Add(new HandleEntry { Type = s_file }));
        Assert.Equal(4u, table.Add(new HandleEntry { Type = s_file }));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(2u)]
    [InlineData(15u)]
    [InlineData(16u)]
    [InlineData(uint.MaxValue)]
    public void Get_OfAHandleThatIsNot_Traps(uint handle)
    {
        var table = new HandleTable(component: 0, limit: 10);
        table.Add(new HandleEntry { Type = s_file });
        Assert.Equal($"unknown handle index {handle}", Assert.Throws<GuestTrapException>(() => table.Get(handle)).Message);
    }

    [Fact]
    public void Get_AfterRemoval_Traps()
    {
        var table = new HandleTable(component: 0, limit: 10);
        var handle = table.Add(new HandleEntry { Type = s_file });
        table.Remove(handle, s_file);
        Assert.Throws<GuestTrapException>(() => table.Get(handle, s_file));
    }

    [Fact]
    public void Get_WithAnotherType_NamesBoth()
    {
        var table = new HandleTable(component: 0, limit: 10);
        var handle = table.Add(new HandleEntry { Type = s_file });
        var trap = Assert.Throws<GuestTrapException>(() => table.Get(handle, s_socket));
        Assert.Equal(
            "handle index 1 used with the wrong type, expected host-defined resource socket but found a different host-defined resource file",
            trap.Message);
    }

    [Fact]
    public void Remove_OfALentHandle_Traps()
    {
        var table = new HandleTable(component: 0, limit: 10);
        var handle = table.Add(new HandleEntry { Type = s_file });
        var lends = default(LendStack);
        lends.Push(table, handle);
        Assert.Contains(TrapText.LentHandle, Assert.Throws<GuestTrapException>(() => table.Remove(handle, s_file)).Message, StringComparison.Ordinal);
        lends.Release(0);
        table.Remove(handle, s_file);
    }

    [Fact]
    public void RemoveOwned_OfABorrowedHandle_Traps()
    {
        var table = new HandleTable(component: 0, limit: 10);
        var handle = table.Add(new HandleEntry { Type = s_file, Scope = new GuestTask() });
        Assert.Throws<GuestTrapException>(() => table.RemoveOwned(handle, s_file));
    }

    [Fact]
    public void Add_BeyondTheLimit_Traps()
    {
        var table = new HandleTable(component: 0, limit: 20);
        for (var i = 0; i < 20; i++)
        {
            table.Add(new HandleEntry { Type = s_file });
        }

        var trap = Assert.Throws<GuestTrapException>(() => table.Add(new HandleEntry { Type = s_file }));
        Assert.Contains("limit is 20", trap.Message, StringComparison.Ordinal);
        table.Remove(7, s_file);
        Assert.Equal(7u, table.Add(new HandleEntry { Type = s_file }));
    }

    [Fact]
    public void Clear_OwnedHostObjects_AreDisposed_AndBorrowedOnesAreNot()
    {
        var table = new HandleTable(component: 0, limit: 10);
        using var owned = new MemoryStream();
        using var borrowed = new MemoryStream();
        table.Add(new HandleEntry { Type = s_file, Value = owned });
        table.Add(new HandleEntry { Type = s_file, Value = borrowed, Scope = new GuestTask() });
        table.Clear();
        Assert.False(owned.CanRead);
        Assert.True(borrowed.CanRead);
        Assert.Throws<GuestTrapException>(() => table.Get(1));
    }
}
