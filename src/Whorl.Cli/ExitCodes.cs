namespace Whorl.Cli;

/// <summary>What the process ends with.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>Something the user gave could not be used, or running it failed; standard error says what.</summary>
    public const int Failure = 1;

    /// <summary>The command line itself was not understood.</summary>
    public const int Usage = 2;
}
