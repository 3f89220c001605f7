namespace Whorl.Components.Streams;

/// <summary>What became of an attempt to put elements into a guest's buffer.</summary>
internal enum FillOutcome : byte
{
    /// <summary>Some were put in; or there are some, when there was no room for any.</summary>
    Filled,

    /// <summary>None are there yet.</summary>
    Later,

    /// <summary>None will come any more.</summary>
    Ended,
}
