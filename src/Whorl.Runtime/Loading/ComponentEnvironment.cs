using Whorl.Wasi;
using Whorl.Wasi.Http;

namespace Whorl.Runtime.Loading;

/// <summary>What the instances of one component see of the world.</summary>
/// <param name="Wasi">Its environment variables, files and bounds.</param>
/// <param name="Stdout">Where its standard output goes.</param>
/// <param name="Stderr">Where its standard error goes.</param>
/// <param name="OutboundHttp">What sends its requests, as far as they are allowed.</param>
internal sealed record ComponentEnvironment(WasiContextOptions Wasi, IOutputSink Stdout, IOutputSink Stderr, IOutboundHttp OutboundHttp);
