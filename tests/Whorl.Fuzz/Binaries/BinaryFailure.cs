namespace Whorl.Fuzz.Binaries;

/// <summary>An oracle does not agree with what was done to an input.</summary>
internal static class BinaryFailure
{
    /// <summary>Runs a check; when it fails, says for which input, so that it can be added to the seeds.</summary>
    public static void Explain(byte[] input, Action check)
    {
        try
        {
            check();
        }
        catch (Exception e)
        {
            Assert.Fail($"{e.GetType().Name}: {e.Message}\nTo keep the input, write this line to tests/Whorl.Fuzz/Seeds/<name>.hex:\n{Convert.ToHexStringLower(input)}\n{e.StackTrace}");
        }
    }
}
