namespace Whorl.Bindings.Tests.Generator;

public sealed class SignatureTests
{
    [Theory]
    [InlineData("func()", "func()")]
    [InlineData("func(a: u32, b-c: list<string>)", "func(a:u32,b-c:list<string>)")]
    [InlineData("func() -> result", "func()->result")]
    [InlineData("func() -> result<u8>", "func()->result<u8>")]
    [InlineData("func() -> result<_, string>", "func()->result<_,string>")]
    [InlineData("func() -> result<own<res>, v>", "func()->result<own<res>,variant{x,y(u32)}>")]
    [InlineData("func(l: list<u8, 4>, m: map<char, bool>)", "func(l:list<u8,4>,m:map<char,bool>)")]
    [InlineData("func(t: tuple<f32, f64, s8>, o: option<option<s64>>)", "func(t:tuple<f32,f64,s8>,o:option<option<s64>>)")]
    [InlineData("func(r: rec, e: en, f: fl, a: alias)", "func(r:record{a:u8,b:list<variant{x,y(u32)}>},e:enum{p,q},f:flags{m,n},a:option<record{a:u8,b:list<variant{x,y(u32)}>}>)")]
    [InlineData("async func(s: stream<u8>, f: future) -> future<result<own<res>, v>>", "async func(s:stream<u8>,f:future)->future<result<own<res>,variant{x,y(u32)}>>")]
    [InlineData("func(a: borrow<renamed>, b: second-name)", "func(a:borrow<res>,b:own<res>)")]
    public void HostFunction_Type_IsPrintedInCanonicalForm(string type, string signature)
    {
        var (files, diagnostics) = GeneratorRun.Run($$"""
            package t:t;
            interface types {
              resource res;
              type second-name = res;
              variant v { x, y(u32) }
              record rec { a: u8, b: list<v> }
              enum en { p, q }
              flags fl { m, n }
              type alias = option<rec>;
            }
            interface i {
              use types.{res, v, rec, en, fl, alias, second-name, res as renamed};
              f: {{type}};
            }
            world w { import i; }
            """);

        Assert.Empty(diagnostics);
        Assert.Contains($"new HostFunction(\"f\", \"{signature}\", CallF)", files["Made.T.I.Glue.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void HostFunction_OfResource_HasCanonicalName()
    {
        var (files, _) = GeneratorRun.Run("""
            package t:t@1.0.0;
            interface i { resource the-res { constructor(a: u8); do-it: func(); make-it: static func() -> the-res; } }
            world w { import i; }
            """);

        var glue = files["Made.T.I.Glue.g.cs"];
        Assert.Contains("\"t:t/i@1.0.0\"", glue, StringComparison.Ordinal);
        Assert.Contains("new HostFunction(\"[constructor]the-res\", \"func(a:u8)->own<the-res>\", CallNewTheRes)", glue, StringComparison.Ordinal);
        Assert.Contains("new HostFunction(\"[method]the-res.do-it\", \"func(self:borrow<the-res>)\", CallTheResDoIt)", glue, StringComparison.Ordinal);
        Assert.Contains("new HostFunction(\"[static]the-res.make-it\", \"func()->own<the-res>\", CallTheResMakeIt)", glue, StringComparison.Ordinal);
    }
}
