using Whorl.Components.Abi;
using Whorl.Wasmtime;

namespace Whorl.Components.Hosting;

/// <summary>
/// Lowers the result of a host function to where its caller wants it, as for a synchronous call: a result of one flat value goes to
/// the first of <paramref name="args"/>; a longer one goes to the memory that the value after the flat parameters points to.
/// </summary>
/// <typeparam name="T">The result's type in the host.</typeparam>
/// <param name="context">The caller's memory, allocator, strings and handles.</param>
/// <param name="args">The flat values of the call. When the result was late, the parameters in it are gone.</param>
/// <param name="result">What the host function returned.</param>
public delegate void ResultLowering<in T>(CanonicalContext context, Span<ValRaw> args, T result);
