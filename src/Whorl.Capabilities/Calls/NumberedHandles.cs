using System.Diagnostics.CodeAnalysis;
using Whorl.Wasi;

namespace Whorl.Capabilities.Calls;

/// <summary>
/// The handles of the first generation of interfaces, which are plain numbers: no number is given out twice. What the guest leaves
/// open is closed with its instance.
/// </summary>
internal sealed class NumberedHandles<T>
    where T : class, IDisposable
{
    private readonly Dictionary<uint, T> _open = [];
    private uint _next;

    public NumberedHandles(WasiContext context) => context.EndWithInstance(new End(_open));

    public uint Add(T handle)
    {
        _open.Add(_next, handle);
        return _next++;
    }

    public bool TryGet(uint number, [NotNullWhen(true)] out T? handle) => _open.TryGetValue(number, out handle);

    public T? Remove(uint number) => _open.Remove(number, out T? handle) ? handle : null;

    private sealed class End(Dictionary<uint, T> open) : IDisposable
    {
        public void Dispose()
        {
            foreach (T handle in open.Values)
            {
                handle.Dispose();
            }

            open.Clear();
        }
    }
}
