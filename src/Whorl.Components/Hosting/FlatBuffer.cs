using System.Runtime.CompilerServices;
using Whorl.Wasmtime;

namespace Whorl.Components.Hosting;

/// <summary>Room for the flat parameters or the flat result of any call.</summary>
[InlineArray(Length)]
internal struct FlatBuffer
{
    // Canonical ABI: MAX_FLAT_PARAMS, and one for a pointer to the results.
    internal const int Length = 17;

    private ValRaw _first;
}
