using System.Collections.Immutable;
using System.IO.Pipelines;

namespace Whorl.Runtime.Commands;

/// <summary>What a program of the command line is started with.</summary>
/// <param name="Arguments">Its arguments, without its name.</param>
/// <param name="Stdin">Its standard input.</param>
/// <param name="Stdout">Where its standard output goes.</param>
/// <param name="Stderr">Where its standard error goes.</param>
public sealed record CommandStart(ImmutableArray<string> Arguments, PipeReader Stdin, Stream Stdout, Stream Stderr);
