namespace Whorl.Runtime.Scheduling;

/// <summary>A snapshot of a scheduler.</summary>
/// <param name="Threads">Guest threads alive.</param>
/// <param name="Idle">Of these, the ones without work.</param>
/// <param name="Active">Guests that hold a slot, or visit.</param>
/// <param name="Overdue">Guests that compute without a slot because they have done so for long.</param>
/// <param name="Blocked">Guests that wait inside a host call.</param>
/// <param name="Queued">Calls that wait for their turn.</param>
public readonly record struct SchedulerStatistics(int Threads, int Idle, int Active, int Overdue, int Blocked, int Queued);
