using System.Collections.Immutable;
using System.IO.Pipelines;

namespace Whorl.Runtime.Instances;

/// <summary>What a program is started with besides what its component has.</summary>
/// <param name="Environment">Environment variables, which win over the component's own.</param>
/// <param name="Arguments">Arguments, the program's name first.</param>
/// <param name="Stdin">Its standard input; null for one that is at its end.</param>
internal sealed record ProgramStart(ImmutableArray<KeyValuePair<string, string>> Environment, ImmutableArray<string> Arguments, PipeReader? Stdin);
