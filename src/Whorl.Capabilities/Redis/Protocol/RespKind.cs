namespace Whorl.Capabilities.Redis.Protocol;

/// <summary>The kinds of replies.</summary>
internal enum RespKind : byte
{
    Nil,
    Status,
    Integer,
    Bytes,
    Array,
}
