using Whorl.Wasi.Http;
using Whorl.Wasi.P3.Http.Types;

namespace Whorl.Wasi.P3.Http;

/// <summary>Translates between methods and schemes as text and as variants.</summary>
internal static class Methods
{
    public static Method FromText(string method) => method switch
    {
        "GET" => Method.Get,
        "HEAD" => Method.Head,
        "POST" => Method.Post,
        "PUT" => Method.Put,
        "DELETE" => Method.Delete,
        "CONNECT" => Method.Connect,
        "OPTIONS" => Method.Options,
        "TRACE" => Method.Trace,
        "PATCH" => Method.Patch,
        _ => Method.Other(method),
    };

    public static bool IsValid(Method method) => method.Kind != MethodKind.Other || FieldSyntax.IsToken(method.AsOther());

    public static string ToText(Method method) => method.Kind switch
    {
        MethodKind.Get => "GET",
        MethodKind.Head => "HEAD",
        MethodKind.Post => "POST",
        MethodKind.Put => "PUT",
        MethodKind.Delete => "DELETE",
        MethodKind.Connect => "CONNECT",
        MethodKind.Options => "OPTIONS",
        MethodKind.Trace => "TRACE",
        MethodKind.Patch => "PATCH",
        _ => method.AsOther(),
    };

    public static Scheme SchemeFromText(string scheme) => scheme switch
    {
        "http" => Scheme.Http,
        "https" => Scheme.Https,
        _ => Scheme.Other(scheme),
    };

    public static string ToText(Scheme scheme) => scheme.Kind switch
    {
        SchemeKind.Http => "http",
        SchemeKind.Https => "https",
        _ => scheme.AsOther().ToLowerInvariant(),
    };
}
