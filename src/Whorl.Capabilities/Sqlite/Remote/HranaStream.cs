namespace Whorl.Capabilities.Sqlite.Remote;

/// <summary>A stream of SQL that a server holds open. Each request on it takes the baton of the answer before.</summary>
/// <param name="Baton">What the server knows the stream by.</param>
/// <param name="BaseUrl">Where the stream is.</param>
internal sealed record HranaStream(string Baton, Uri BaseUrl);
