using Whorl.Apps.Diagnostics;
using Whorl.Apps.Templates;

namespace Whorl.Apps.Network;

/// <summary>An entry of <c>allowed_outbound_hosts</c> before its variables are known.</summary>
/// <param name="Template">The entry; when it uses no variable it is known to be well formed.</param>
/// <param name="Location">Where it was written.</param>
public sealed record AllowedHostEntry(Template Template, SourceLocation Location);
