namespace Whorl.Capabilities.Sqlite.Remote;

/// <summary>The server has closed a stream, and has not done what was asked of it.</summary>
internal sealed class StreamLostException : Exception;
