using System.Diagnostics;

namespace Whorl.Runtime.Http;

/// <summary>What a guest is in the middle of when it sends a request.</summary>
/// <param name="Depth">How many calls of other guests it is nested in.</param>
/// <param name="Trace">The span of its work; the default if nobody traces it.</param>
internal readonly record struct CallOrigin(int Depth, ActivityContext Trace);
