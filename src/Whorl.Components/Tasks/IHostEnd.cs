namespace Whorl.Components.Tasks;

/// <summary>Something of the host's that a component instance is tied to, such as an end of a stream.</summary>
internal interface IHostEnd : IMember
{
    /// <summary>Whether the host may do something by itself that lets a guest go on.</summary>
    bool CanAct { get; }

    /// <summary>The component instance has ended; nothing will come any more.</summary>
    void Abandon(Exception cause);
}
