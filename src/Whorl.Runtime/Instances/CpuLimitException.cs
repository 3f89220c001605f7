namespace Whorl.Runtime.Instances;

/// <summary>An instance was ended while it was being made, because it computed for longer than it may.</summary>
/// <param name="cause">The trap that ended it.</param>
internal sealed class CpuLimitException(Exception cause) : Exception("The instance computed for longer than its limit cpu allows while it was being made.", cause);
