namespace Whorl.Apps.Build;

/// <summary>A command of a build.</summary>
/// <param name="Component">The component that it is for.</param>
/// <param name="Command">What the shell is given.</param>
/// <param name="WorkingFolder">The absolute path of the folder to run it in.</param>
/// <param name="Number">Which of the component's commands it is, from 1.</param>
/// <param name="Count">How many the component has.</param>
public sealed record BuildStep(string Component, string Command, string WorkingFolder, int Number, int Count);
