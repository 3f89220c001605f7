using Whorl.Components.Hosting;
using Whorl.Components.Types;

namespace Whorl.Components.Streams;

/// <summary>A readable end in a guest's hands that it has done nothing with yet. Many are dropped or given away as they are.</summary>
internal interface IUnusedEnd
{
    bool IsFuture { get; }

    /// <inheritdoc cref="TransferChannel.CheckType(ComponentType)"/>
    void CheckType(ComponentType type);

    /// <summary>What the end is one of; made if it is not there yet.</summary>
    /// <param name="loop">The guest's loop.</param>
    TransferChannel Open(StoreLoop loop);

    /// <summary>The guest has dropped it.</summary>
    void Drop();
}
