using Whorl.Components.Hosting;
using Whorl.Components.Tasks;

namespace Whorl.Components.Streams;

/// <summary>The host's writing end: brings elements from their source to the guest when the guest asks for them.</summary>
internal sealed class HostWriter : LoopWork, IHostEnd
{
    private readonly StoreLoop _loop;
    private Action? _post;
    private bool _isWaiting;
    private bool _isClosed;

    public HostWriter(StoreLoop loop, ITransferSource source, bool isFuture, string signature)
    {
        _loop = loop;
        Source = source;
        Channel = new TransferChannel(isFuture, signature) { Source = this };
        loop.AddEnd(this);
    }

    public TransferChannel Channel { get; }

    public ITransferSource Source { get; }

    public int Place { get; set; }

    /// <summary>It only answers; what it waits for is counted by itself.</summary>
    public bool CanAct => false;

    /// <summary>Gives the guest that waits what there is; or sees to it that it gets it later.</summary>
    public void Feed()
    {
        if (_isWaiting || Channel.PendingReader is not { HasEvent: false } reader)
        {
            return;
        }

        reader.Instance.ResetLiftBudget();
        switch (Source.Fill(reader.Context, reader.Address, reader.Remaining, out var written))
        {
            case FillOutcome.Filled:
                reader.Advance(written);
                Channel.Finish(CopyResult.Completed);
                break;
            case FillOutcome.Ended:
                Channel.Drop();
                break;
            default:
                _loop.BeginHostOperation();
                _isWaiting = true;
                Source.Wait(_post ??= () => _loop.Post(this));
                break;
        }
    }

    /// <summary>Gives the source back to the host, in exchange for the end that the guest had.</summary>
    public ITransferSource TakeBack()
    {
        var source = Detach();
        source.TakeBack();
        return source;
    }

    /// <summary>The guest has dropped its end, or the source has come to its end.</summary>
    public void OnDropped()
    {
        if (!_isClosed)
        {
            Detach().Close();
        }
    }

    public void Abandon(Exception cause) => OnDropped();

    protected internal override void Run()
    {
        _isWaiting = false;
        _loop.EndHostOperation();
        if (!_isClosed)
        {
            Feed();
        }
    }

    private ITransferSource Detach()
    {
        _isClosed = true;
        _loop.RemoveEnd(this);
        return Source;
    }
}
