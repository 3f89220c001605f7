namespace Whorl.Components.Tasks;

/// <summary>A set of objects that know their place in it, so that to come and to go costs next to nothing. An object is in one list of its kind at most.</summary>
internal struct MemberList<T>
    where T : class, IMember
{
    private T[]? _members;

    public int Count { get; private set; }

    /// <returns>False if it was in already.</returns>
    public bool Add(T member)
    {
        if (Contains(member))
        {
            return false;
        }

        var members = _members ??= new T[4];
        if (Count == members.Length)
        {
            Array.Resize(ref members, 2 * Count);
            _members = members;
        }

        members[Count++] = member;
        member.Place = Count;
        return true;
    }

    /// <returns>False if it was not in.</returns>
    public bool Remove(T member)
    {
        if (!Contains(member))
        {
            return false;
        }

        var last = _members![--Count];
        _members[Count] = null!;
        if (!ReferenceEquals(last, member))
        {
            _members[member.Place - 1] = last;
            last.Place = member.Place;
        }

        member.Place = 0;
        return true;
    }

    /// <summary>Takes all members out.</summary>
    /// <returns>What they were, in no order.</returns>
    public T[] TakeAll()
    {
        T[] all = _members.AsSpan(0, Count).ToArray();
        foreach (var member in all)
        {
            member.Place = 0;
        }

        (_members, Count) = (null, 0);
        return all;
    }

    private readonly bool Contains(T member) => member.Place is > 0 and var place && place <= Count && ReferenceEquals(_members![place - 1], member);
}
