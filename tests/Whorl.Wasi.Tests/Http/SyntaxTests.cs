using System.Text;
using Whorl.Wasi.Http;

namespace Whorl.Wasi.Tests.Http;

public sealed class SyntaxTests
{
    [Theory]
    [InlineData("a", true)]
    [InlineData("X-Custom_1.2~!#$%&'*+^`|", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("a:", false)]
    [InlineData("a\r\n", false)]
    [InlineData("é", false)]
    [InlineData("(a)", false)]
    public void IsToken_Text_FollowsTheRfc(string text, bool isToken)
    {
        Assert.Equal(isToken, FieldSyntax.IsToken(text));
        Assert.Equal(isToken, FieldSyntax.IsToken(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void IsToken_LongText_IsChecked()
    {
        Assert.True(FieldSyntax.IsToken(new string('a', 1000)));
        Assert.False(FieldSyntax.IsToken(new string('a', 1000) + " "));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("text/plain; q=\"x\"", true)]
    [InlineData("a\tb", true)]
    [InlineData("é", true)]
    [InlineData("a\rb", false)]
    [InlineData("a\nb", false)]
    [InlineData("a\0b", false)]
    [InlineData("a\u007f", false)]
    public void IsValue_Bytes_FollowsTheRfc(string text, bool isValue) =>
        Assert.Equal(isValue, FieldSyntax.IsValue(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("host")]
    [InlineData("Connection")]
    [InlineData("KEEP-ALIVE")]
    [InlineData("transfer-encoding")]
    [InlineData("upgrade")]
    [InlineData("http2-settings")]
    [InlineData("proxy-connection")]
    [InlineData("proxy-authenticate")]
    [InlineData("Proxy-Authorization")]
    public void IsForbidden_NamesOfTheConnection_AreForbidden(string name) => Assert.True(FieldSyntax.IsForbidden(name));

    [Theory]
    [InlineData("hosts")]
    [InlineData("te")]
    [InlineData("authorization")]
    [InlineData("content-length")]
    public void IsForbidden_OtherNames_AreNot(string name) => Assert.False(FieldSyntax.IsForbidden(name));

    [Theory]
    [InlineData("content-type")]
    [InlineData("Content-Type")]
    [InlineData("x-custom")]
    [InlineData("a-name-that-is-longer-than-all-of-the-known-ones")]
    public void KnownFieldNames_AnyName_IsThatName(string name) => Assert.Equal(name, KnownFieldNames.Get(Encoding.ASCII.GetBytes(name)));

    [Theory]
    [InlineData("/", true)]
    [InlineData("", true)]
    [InlineData("*", true)]
    [InlineData("/a/b?c=d&e=%20", true)]
    [InlineData("?x", true)]
    [InlineData("/a[1]{2}|\"", true)]
    [InlineData("a", false)]
    [InlineData("/a b", false)]
    [InlineData("/a\r\nHost: evil", false)]
    [InlineData("/a#fragment", false)]
    [InlineData("/é", false)]
    [InlineData("http://other/", false)]
    public void IsPathAndQuery_Text_IsOneOrNot(string text, bool expected) => Assert.Equal(expected, UriSyntax.IsPathAndQuery(text));

    [Theory]
    [InlineData("example.com", true)]
    [InlineData("example.com:8080", true)]
    [InlineData("127.0.0.1:1", true)]
    [InlineData("[::1]", true)]
    [InlineData("[::1]:443", true)]
    [InlineData("", false)]
    [InlineData(":80", false)]
    [InlineData("example.com:", false)]
    [InlineData("example.com:http", false)]
    [InlineData("example.com:65536", false)]
    [InlineData("user@example.com", false)]
    [InlineData("example.com/path", false)]
    [InlineData("example.com\r\n", false)]
    [InlineData("[::1", false)]
    [InlineData("[x]", false)]
    [InlineData("[::1]x", false)]
    [InlineData("a:b:c", false)]
    public void IsAuthority_Text_IsOneOrNot(string text, bool expected) => Assert.Equal(expected, UriSyntax.IsAuthority(text));

    [Theory]
    [InlineData("http", true)]
    [InlineData("a+b-c.1", true)]
    [InlineData("", false)]
    [InlineData("1a", false)]
    [InlineData("a:", false)]
    public void IsScheme_Text_IsOneOrNot(string text, bool expected) => Assert.Equal(expected, UriSyntax.IsScheme(text));

    [Theory]
    [InlineData(new[] { "5" }, true, 5L)]
    [InlineData(new[] { "5", "5" }, true, 5L)]
    [InlineData(new string[0], true, null)]
    [InlineData(new[] { "5", "6" }, false, 5L)]
    [InlineData(new[] { "-1" }, false, null)]
    [InlineData(new[] { "+1" }, false, null)]
    [InlineData(new[] { "" }, false, null)]
    [InlineData(new[] { "1x" }, false, null)]
    [InlineData(new[] { "99999999999999999999" }, false, null)]
    public void ContentLength_OfHeaders_IsReadOrRefused(string[] values, bool expected, long? length)
    {
        var headers = new HeaderList();
        foreach (string value in values)
        {
            headers.Add("Content-Length", value);
        }

        Assert.Equal(expected, ContentLength.TryRead(headers, out long? read));
        Assert.Equal(length, read);
    }
}
