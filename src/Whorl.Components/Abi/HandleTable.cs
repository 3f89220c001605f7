using Whorl.Components.Hosting;
using Whorl.Components.Streams;
using Whorl.Components.Tasks;

namespace Whorl.Components.Abi;

/// <summary>
/// The handles of one component instance. Index 0 is never given out, and the row freed last is given out first,
/// as the canonical ABI lays down.
/// </summary>
/// <param name="component">The number of the component instance.</param>
/// <param name="limit">The most handles that may be alive at once.</param>
internal sealed class HandleTable(int component, int limit)
{
    // Canonical ABI: Table.MAX_LENGTH.
    public const int MaxLength = (1 << 28) - 1;

    private HandleEntry[] _entries = [];
    private uint _used = 1;
    private uint _firstFree;

    public uint Add(in HandleEntry entry)
    {
        uint handle;
        if (_firstFree != 0)
        {
            handle = _firstFree;
            _firstFree = _entries[handle].Rep;
        }
        else
        {
            handle = _used;
            if (handle > (uint)limit)
            {
                throw new GuestTrapException($"the handle table is full: its limit is {limit} handles");
            }

            if (handle >= (uint)_entries.Length)
            {
                Array.Resize(ref _entries, Math.Max(16, _entries.Length * 2));
            }

            _used++;
        }

        _entries[handle] = entry;
        return handle;
    }

    /// <summary>The row of a handle of the given type.</summary>
    /// <exception cref="GuestTrapException">There is no such handle, or it is of another type.</exception>
    public ref HandleEntry Get(uint handle, object type)
    {
        ref var entry = ref Get(handle);
        if (!ReferenceEquals(entry.Type, type))
        {
            throw WrongType(handle, type, entry.Type!);
        }

        return ref entry;
    }

    public ref HandleEntry Get(uint handle)
    {
        var entries = _entries;
        if (handle >= (uint)entries.Length || entries[handle].Type is null)
        {
            throw new GuestTrapException($"unknown handle index {handle}");
        }

        return ref entries[handle];
    }

    /// <summary>The waitable set behind a handle.</summary>
    public WaitableSet WaitableSet(uint handle) => (WaitableSet)Get(handle, HandleKind.WaitableSet).Value!;

    /// <summary>The waitable behind a handle.</summary>
    /// <param name="handle">The handle.</param>
    /// <param name="loop">The loop of the store that the table is in.</param>
    public Waitable Waitable(uint handle, StoreLoop loop)
    {
        ref var entry = ref Get(handle);
        return entry.Value switch
        {
            Waitable waitable => waitable,
            IUnusedEnd => Open(ref entry, handle, loop),
            _ => throw new GuestTrapException($"handle is not a waitable: handle index {handle} is a {Describe(entry.Type!)}"),
        };
    }

    /// <summary>The end of a stream or future behind a handle of the given kind.</summary>
    public CopyEnd CopyEnd(uint handle, HandleKind kind, StoreLoop loop)
    {
        ref var entry = ref Get(handle, kind);
        return entry.Value as CopyEnd ?? Open(ref entry, handle, loop);
    }

    /// <summary>
    /// Adds a readable end of a stream or future. Most are given away or dropped as they are, so it becomes a waitable only when the guest does something
    /// else with it.
    /// </summary>
    /// <returns>Its handle.</returns>
    public uint AddReadableEnd(IUnusedEnd end) => Add(Streams.CopyEnd.Kind(end.IsFuture, reads: true), (object)end);

    /// <summary>Adds something that is no resource.</summary>
    /// <returns>Its handle.</returns>
    public uint Add(HandleKind kind, object value) => Add(new HandleEntry { Type = kind, Value = value });

    /// <summary>Adds a waitable, which from then on knows its handle.</summary>
    public uint Add(HandleKind kind, Waitable waitable)
    {
        waitable.Handle = Add(kind, (object)waitable);
        return waitable.Handle;
    }

    /// <summary>Takes a handle out, whether it is owned or borrowed.</summary>
    /// <exception cref="GuestTrapException">There is no such handle, it is of another type, or a call in progress has borrowed it.</exception>
    public HandleEntry Remove(uint handle, object type)
    {
        ref var entry = ref Get(handle, type);
        if (entry.Lends != 0)
        {
            throw new GuestTrapException($"{TrapText.LentHandle}: handle index {handle}");
        }

        var removed = entry;
        entry = new HandleEntry { Rep = _firstFree };
        _firstFree = handle;
        return removed;
    }

    /// <summary>Takes an owned handle out, to give what it owns to somebody else.</summary>
    public HandleEntry RemoveOwned(uint handle, object type)
    {
        if (!Get(handle, type).IsOwned)
        {
            throw new GuestTrapException($"cannot lift a borrowed handle as an owned one: handle index {handle}");
        }

        return Remove(handle, type);
    }

    /// <summary>Empties the table and disposes the host objects that its handles own.</summary>
    public void Clear()
    {
        var entries = _entries;
        _entries = [];
        for (var i = 1; i < entries.Length; i++)
        {
            if (entries[i] is { IsOwned: true, Type: HostResource, Value: IDisposable owned })
            {
                owned.Dispose();
            }
        }
    }

    private CopyEnd Open(ref HandleEntry entry, uint handle, StoreLoop loop)
    {
        var end = new CopyEnd(((IUnusedEnd)entry.Value!).Open(loop), reads: true, component) { Handle = handle };
        entry.Value = end;
        return end;
    }

    private static GuestTrapException WrongType(uint handle, object expected, object found)
    {
        if (expected is HandleKind kind)
        {
            return new GuestTrapException($"handle is not a {kind.Noun}: handle index {handle} is a {Describe(found)}");
        }

        var same = expected.GetType() == found.GetType();
        return new GuestTrapException(
            $"handle index {handle} used with the wrong type, expected {Describe(expected)} but found {(same ? "a different " : "")}{Describe(found)}");
    }

    private static string Describe(object type) => type switch
    {
        HostResource resource => $"host-defined resource {resource.Name}",
        GuestResourceType => "guest-defined resource",
        HandleKind kind => kind.Noun,
        _ => "something else",
    };
}
