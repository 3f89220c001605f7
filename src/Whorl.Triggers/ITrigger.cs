namespace Whorl.Triggers;

/// <summary>Calls components of an app: all that its triggers of one type name.</summary>
public interface ITrigger : IAsyncDisposable
{
    /// <summary>The type, as manifests write it.</summary>
    string Type { get; }

    /// <summary>
    /// Over when the trigger has nothing left to do, with the code that the process is to end with; most never are. Fails if the trigger
    /// cannot go on.
    /// </summary>
    Task<int> Ended { get; }

    /// <summary>Takes nothing new, lets what is under way finish, and breaks off what is left after a while.</summary>
    /// <param name="patience">How long to wait.</param>
    Task StopAsync(TimeSpan patience);
}
