using System.Collections.Immutable;
using System.Net;
using Whorl.Wasi.Io;

namespace Whorl.Wasi.Sockets;

/// <summary>
/// What the sockets of an instance have in common: the rules, their number, and the names that were looked up. Any thread, once the rules
/// are there.
/// </summary>
internal sealed class SocketSpace(WasiContext context)
{
    /// <summary>How many pairs of an address and a name are remembered; of the next ones only the address counts.</summary>
    private const int MaxNames = 256;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, ImmutableArray<string>> _names = [];
    private readonly List<TcpSocket> _lingering = [];
    private readonly Stack<IDisposable> _permits = [];
    private ISocketRules? _rules;
    private int _nameCount;
    private int _open;
    private bool _reported;

    /// <summary>The rules; null where there is no network at all. Waits for them the first time, if need be.</summary>
    public ISocketRules? Rules
    {
        get
        {
            if (_rules is null && context.Sockets is { } policy)
            {
                var pending = default(PendingOperation<ISocketRules>);
                pending.Start(policy.GetRulesAsync(context.Aborted), context.Signal);
                var wait = new RulesWait { Pending = pending };
                context.WaitFor(wait);
                _rules = wait.Pending.Take();
            }

            return _rules;
        }
    }

    public bool Allows(SocketUse use, IPEndPoint endPoint) => Rules is { } rules && rules.Allows(use, endPoint, NamesOf(endPoint.Address));

    public bool Admits(IPEndPoint endPoint) => Rules is { } rules && rules.Admits(endPoint, NamesOf(endPoint.Address));

    /// <summary>Counts a socket that is about to be opened.</summary>
    public bool TryOpen()
    {
        int limit = context.Options.Limits.Sockets;
        lock (_gate)
        {
            if (_open >= limit)
            {
                CloseLingering();
            }

            if (_open < limit)
            {
                if (!TryTakePermit())
                {
                    return false;
                }

                _open++;
                return true;
            }

            if (!_reported)
            {
                _reported = true;
                context.Report("sockets", limit, "the component asked to have more sockets open at once", "it got none");
            }

            return false;
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _open--;
            if (_permits.TryPop(out IDisposable? permit))
            {
                permit.Dispose();
            }
        }
    }

    /// <summary>Keeps a dropped socket until what was written to it is sent; till then it counts.</summary>
    public void Linger(TcpSocket socket)
    {
        lock (_gate)
        {
            _lingering.Add(socket);
        }
    }

    /// <summary>Remembers what a name resolved to, so that rules that name the host hold for the address.</summary>
    public void Remember(string name, ReadOnlySpan<IPAddress> addresses)
    {
        lock (_gate)
        {
            foreach (IPAddress address in addresses)
            {
                ImmutableArray<string> names = _names.GetValueOrDefault(address, []);
                if (_nameCount < MaxNames && !names.Contains(name))
                {
                    _names[address] = names.Add(name);
                    _nameCount++;
                }
            }
        }
    }

    private bool TryTakePermit()
    {
        if (context.Sockets?.Budget is not { } budget)
        {
            return true;
        }

        if (!budget.TryTake(out IDisposable? permit))
        {
            CloseLingering();
            if (!budget.TryTake(out permit))
            {
                return false;
            }
        }

        // All are alike, so that sockets need not know theirs.
        _permits.Push(permit);
        return true;
    }

    private void CloseLingering()
    {
        for (int i = _lingering.Count - 1; i >= 0; i--)
        {
            if (!_lingering[i].IsLingering)
            {
                _lingering[i].Close();
                _lingering.RemoveAt(i);
            }
        }
    }

    private ImmutableArray<string> NamesOf(IPAddress address)
    {
        lock (_gate)
        {
            return _names.GetValueOrDefault(address, []);
        }
    }

    private sealed class RulesWait : IWaitable
    {
        public PendingOperation<ISocketRules> Pending;

        public bool IsReady => Pending.IsCompleted;

        public void Arm()
        {
        }
    }
}
