using Whorl.Components.Abi;

namespace Whorl.Components.Streams;

/// <summary>Where the elements of a stream or future that the host makes come from: the host's object itself.</summary>
internal interface ITransferSource
{
    /// <summary>Puts elements that are there into a guest's buffer. On the loop.</summary>
    /// <param name="reader">Lowers for the guest.</param>
    /// <param name="address">The buffer's next free place.</param>
    /// <param name="room">How many elements fit; zero only to ask whether some are there.</param>
    /// <param name="written">How many were put in.</param>
    FillOutcome Fill(CanonicalContext reader, uint address, uint room, out uint written);

    /// <summary>Calls back once, on any thread, when another attempt may have another outcome. Only after the outcome "later".</summary>
    void Wait(Action ready);

    /// <summary>Nobody reads any more. Any thread; a wait may be under way.</summary>
    void Close();

    /// <summary>The guest has given its end back to the host, which may use the object again.</summary>
    void TakeBack();
}
