using System.Buffers.Binary;
using Whorl.Capabilities.Calls;

namespace Whorl.Capabilities.KeyValue;

/// <summary>Numbers as stores keep them that know bytes only: eight of them, the lowest first.</summary>
internal static class Numbers
{
    public static long Read(byte[]? value, string key) => value switch
    {
        null => 0,
        { Length: sizeof(long) } => BinaryPrimitives.ReadInt64LittleEndian(value),
        _ => throw new FailureException(FailureKind.WrongType, $"the value of `{key}` is no number: it has {value.Length} bytes and not 8"),
    };

    public static long Add(long number, long delta, string key)
    {
        long sum = unchecked(number + delta);
        bool overflows = ((number ^ sum) & (delta ^ sum)) < 0;
        return overflows ? throw new FailureException(FailureKind.Refused, $"adding {delta} to `{key}` goes beyond 64 bits") : sum;
    }
}
