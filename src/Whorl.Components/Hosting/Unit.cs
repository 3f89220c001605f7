namespace Whorl.Components.Hosting;

/// <summary>The type of a payload that is not there, as in <c>result&lt;_, e&gt;</c>.</summary>
public readonly record struct Unit;
