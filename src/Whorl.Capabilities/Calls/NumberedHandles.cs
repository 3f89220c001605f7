using System.Diagnostics.CodeAnalysis;

namespace Whorl.Capabilities.Calls;

/// <summary>The handles of the first generation of interfaces, which are plain numbers: no number is given out twice.</summary>
internal sealed class NumberedHandles<T>
    where T : class, IDisposable
{
    private readonly Dictionary<uint, T> _open = [];
    private uint _next;

    public uint Add(T handle)
    {
        _open.Add(_next, handle);
        return _next++;
    }

    public bool TryGet(uint number, [NotNullWhen(true)] out T? handle) => _open.TryGetValue(number, out handle);

    public T? Remove(uint number) => _open.Remove(number, out T? handle) ? handle : null;
}
