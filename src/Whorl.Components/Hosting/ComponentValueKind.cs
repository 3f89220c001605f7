namespace Whorl.Components.Hosting;

/// <summary>The shapes that a <see cref="ComponentValue"/> can have.</summary>
public enum ComponentValueKind : byte
{
    /// <summary>No value.</summary>
    None,

    /// <summary>A <c>bool</c>.</summary>
    Bool,

    /// <summary>Any of <c>u8</c> to <c>u64</c>.</summary>
    Unsigned,

    /// <summary>Any of <c>s8</c> to <c>s64</c>.</summary>
    Signed,

    /// <summary>An <c>f32</c>.</summary>
    F32,

    /// <summary>An <c>f64</c>.</summary>
    F64,

    /// <summary>A <c>char</c>.</summary>
    Char,

    /// <summary>A <c>string</c>.</summary>
    String,

    /// <summary>A <c>list</c>; a <c>map</c> is a list of pairs.</summary>
    List,

    /// <summary>A <c>record</c> or <c>tuple</c>: its members in order.</summary>
    Record,

    /// <summary>A <c>variant</c>, <c>enum</c>, <c>option</c> or <c>result</c>: a case and perhaps a payload.</summary>
    Variant,

    /// <summary>A <c>flags</c>: one bit for each label.</summary>
    Flags,

    /// <summary>An owned or borrowed resource.</summary>
    Resource,

    /// <summary>The readable end of a <c>stream</c>.</summary>
    Stream,

    /// <summary>The readable end of a <c>future</c>.</summary>
    Future,
}
