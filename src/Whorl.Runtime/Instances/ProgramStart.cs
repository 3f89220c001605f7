using System.Collections.Immutable;
using System.IO.Pipelines;
using Whorl.Wasi;

namespace Whorl.Runtime.Instances;

/// <summary>What a program is started with besides what its component has.</summary>
/// <param name="Environment">Environment variables, which win over the component's own.</param>
/// <param name="Arguments">Arguments, the program's name first.</param>
/// <param name="Stdin">Its standard input; null for one that is at its end.</param>
internal sealed record ProgramStart(ImmutableArray<KeyValuePair<string, string>> Environment, ImmutableArray<string> Arguments, PipeReader? Stdin)
{
    /// <summary>Where its standard output goes; null for where that of its component goes, under the component's limit.</summary>
    public IOutputSink? Stdout { get; init; }

    /// <summary>The same for standard error.</summary>
    public IOutputSink? Stderr { get; init; }
}
