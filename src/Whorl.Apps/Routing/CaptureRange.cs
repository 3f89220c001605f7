namespace Whorl.Apps.Routing;

/// <summary>Where a captured value lies in the text that was matched.</summary>
internal readonly record struct CaptureRange(int Start, int Length);
