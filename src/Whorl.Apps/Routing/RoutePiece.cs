namespace Whorl.Apps.Routing;

/// <summary>A part of a segment of a route: literal text, or the name of a capture.</summary>
internal readonly record struct RoutePiece(string Text, bool IsCapture);
