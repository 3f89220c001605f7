using Whorl.Components.Abi;

namespace Whorl.Components.Streams;

/// <summary>The host as the reading side of a copy.</summary>
internal interface IHostReader : ICopyParty
{
    /// <summary>Takes elements out of the writing guest's memory.</summary>
    void Accept(CanonicalContext writer, uint address, uint count);
}
