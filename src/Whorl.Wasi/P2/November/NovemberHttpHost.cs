using Whorl.Components.Hosting;
using Whorl.Wasi.P2.Http;
using Whorl.Wasi.P2.Http.Types;

namespace Whorl.Wasi.P2.November;

/// <summary>What <c>wasi:http</c> has in the candidate of November 2023 and in no release.</summary>
internal sealed class NovemberHttpHost(WasiContext context, bool mayConnect) : HttpHost(context, mayConnect), HttpTypes.IHost
{
    /// <summary>The releases tell of a second time; here there is no way to.</summary>
    public Option<Result<Option<IFields>, ErrorCode>> FutureTrailersGet(IFutureTrailers self) =>
        !self.Get().TryGet(out Result<Result<Option<IFields>, ErrorCode>, Unit> taken) ? Option<Result<Option<IFields>, ErrorCode>>.None
        : taken.IsOk ? taken.Value
        : throw new GuestTrapException("the component called future-trailers.get again after it had the trailers; it must call it once");

    public Option<ulong> RequestOptionsConnectTimeoutMs(IRequestOptions self) => self.ConnectTimeout();

    public Result<Unit, Unit> RequestOptionsSetConnectTimeoutMs(IRequestOptions self, Option<ulong> ms) => self.SetConnectTimeout(ms);

    public Option<ulong> RequestOptionsFirstByteTimeoutMs(IRequestOptions self) => self.FirstByteTimeout();

    public Result<Unit, Unit> RequestOptionsSetFirstByteTimeoutMs(IRequestOptions self, Option<ulong> ms) => self.SetFirstByteTimeout(ms);

    public Option<ulong> RequestOptionsBetweenBytesTimeoutMs(IRequestOptions self) => self.BetweenBytesTimeout();

    public Result<Unit, Unit> RequestOptionsSetBetweenBytesTimeoutMs(IRequestOptions self, Option<ulong> ms) => self.SetBetweenBytesTimeout(ms);
}
