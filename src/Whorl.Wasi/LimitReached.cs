namespace Whorl.Wasi;

/// <summary>A limit that a guest ran into.</summary>
/// <param name="Name">The limit's name, such as <c>outbound-calls</c>.</param>
/// <param name="Value">The limit's value, in the unit that the name says.</param>
/// <param name="Message">One sentence for a log: what happened, the limit with its name and value, what became of the guest's call.</param>
public readonly record struct LimitReached(string Name, long Value, string Message)
{
    internal static LimitReached For(string name, long value, string what, string outcome) =>
        new(name, value, $"{what} than the limit {name} of {value}; {outcome}");
}
