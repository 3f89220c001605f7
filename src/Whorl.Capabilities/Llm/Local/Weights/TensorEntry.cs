using System.Collections.Immutable;

namespace Whorl.Capabilities.Llm.Local.Weights;

/// <summary>A tensor as the header of its file has it.</summary>
/// <param name="TypeName">The type of its numbers, in the file's words.</param>
/// <param name="Type">The type, if it is one that is read.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Start">Where its bytes begin in the file.</param>
/// <param name="ByteCount">How many there are.</param>
internal sealed record TensorEntry(string TypeName, ElementType Type, ImmutableArray<long> Shape, long Start, long ByteCount);
