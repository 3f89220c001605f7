using System.Text;

namespace Whorl.Capabilities.Redis.Protocol;

/// <summary>A reply of a server, or a part of one.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Integer">The number, if it is one.</param>
/// <param name="Content">The bytes of a status or a value.</param>
/// <param name="Items">The parts of an array.</param>
internal readonly record struct RespReply(RespKind Kind, long Integer, byte[]? Content, RespReply[]? Items)
{
    public string Text => Encoding.UTF8.GetString(Content ?? []);

    /// <summary>The reply with the arrays in it taken apart, as guests see it.</summary>
    public IEnumerable<RespReply> Flatten() => Items is null ? [this] : Items.SelectMany(item => item.Flatten());
}
