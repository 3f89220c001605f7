using System.Globalization;
using System.Text;
using Whorl.Wasi.Io;

namespace Whorl.Wasi.Http;

/// <summary>
/// The standard output of a program that answers a request as CGI has it (RFC 3875, section 6): fields, an empty line, and the body.
/// </summary>
internal sealed class CgiOutput(WasiContext context, HttpResponseSink sink, bool toHead) : OutputTarget
{
    private readonly MemoryStream _head = new();
    private OutgoingBody? _body;
    private bool _isOver;

    public override StreamStatus CheckWrite(out int permit)
    {
        permit = MaxWriteBytes;
        return _isOver ? StreamStatus.Closed : _body?.CheckWrite(out permit) ?? StreamStatus.Open;
    }

    public override bool IsReady => _body?.IsReady ?? true;

    public override void Arm() => _body?.Arm();

    public override StreamStatus Write(ReadOnlySpan<byte> bytes)
    {
        if (_isOver)
        {
            return StreamStatus.Closed;
        }

        if (_body is not null)
        {
            return _body.Write(bytes);
        }

        // The empty line may be split between writes, so it is looked for in all that has come.
        _head.Write(bytes);
        ReadOnlySpan<byte> written = _head.GetBuffer().AsSpan(0, (int)_head.Length);
        if (!FindEnd(written, out int headLength, out int bodyStart))
        {
            return CheckHeadSize(written.Length);
        }

        if (CheckHeadSize(headLength) is var status && status != StreamStatus.Open)
        {
            return status;
        }

        if (Parse(written[..headLength], out int code, out HeaderList headers) is { } problem)
        {
            return Fail(problem);
        }

        ContentLength.TryRead(headers, out long? announced);
        _body = new OutgoingBody(context, announced, HttpErrorKind.HttpResponseBodySize);
        _body.Attach(new ResponseCarrier(sink, code, headers, toHead));
        return bodyStart < written.Length ? _body.Write(written[bodyStart..]) : StreamStatus.Open;
    }

    public override StreamStatus Flush() => _body?.Flush() ?? StreamStatus.Open;

    public override void Dispose()
    {
    }

    /// <summary>The program is at its end.</summary>
    public void End(int exitCode)
    {
        if (_isOver)
        {
            return;
        }

        _isOver = true;
        if (_body is not null)
        {
            _body.Finish(trailers: null);
        }
        else
        {
            Fail(exitCode != 0 ? $"the program ended with exit code {exitCode} before it wrote a response"
                : _head.Length == 0 ? "the program wrote nothing to its standard output, where a CGI response is expected"
                : "the program's output has no empty line after the fields of a CGI response");
        }
    }

    /// <summary>The program has failed: what becomes of the response is the caller's to decide.</summary>
    public void Detach() => _body?.Detach();

    private StreamStatus CheckHeadSize(int length)
    {
        int limit = context.Options.Limits.HeaderBytes;
        return length <= limit ? StreamStatus.Open : Fail($"the fields of the program's CGI response are larger than the limit header-bytes of {limit}");
    }

    private StreamStatus Fail(string message)
    {
        _isOver = true;
        sink.Fail(new HttpFailure(HttpFailureReason.NoResponse, HttpError.Internal("no response"), message));
        return StreamStatus.Closed;
    }

    private static bool FindEnd(ReadOnlySpan<byte> text, out int headLength, out int bodyStart)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\n')
            {
                continue;
            }

            int next = i + 1 < text.Length && text[i + 1] == '\r' ? i + 2 : i + 1;
            if (next < text.Length && text[next] == '\n')
            {
                headLength = i;
                bodyStart = next + 1;
                return true;
            }
        }

        headLength = bodyStart = 0;
        return false;
    }

    /// <returns>What is wrong with the head; null for nothing.</returns>
    private static string? Parse(ReadOnlySpan<byte> head, out int status, out HeaderList headers)
    {
        status = 0;
        headers = new HeaderList();
        bool isSufficient = false;
        foreach (Range range in head.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = head[range].TrimEnd((byte)'\r');
            int colon = line.IndexOf((byte)':');
            if (colon <= 0 || !FieldSyntax.IsToken(line[..colon]))
            {
                return $"the program's CGI response has a line that is no field: \"{Encoding.Latin1.GetString(line)}\"";
            }

            string name = Encoding.Latin1.GetString(line[..colon]);
            byte[] value = line[(colon + 1)..].Trim(" \t"u8).ToArray();
            if (name.Equals("status", StringComparison.OrdinalIgnoreCase))
            {
                // A number, which words may follow.
                string text = Encoding.Latin1.GetString(value);
                if (!int.TryParse(text.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out status) || status is < 200 or > 599)
                {
                    return $"the program's CGI response has the status \"{text}\", which is no number from 200 to 599";
                }

                isSufficient = true;
                continue;
            }

            bool isLocation = name.Equals("location", StringComparison.OrdinalIgnoreCase);
            isSufficient |= isLocation || name.Equals("content-type", StringComparison.OrdinalIgnoreCase);
            if (!FieldSyntax.IsForbidden(name))
            {
                headers.Add(name, value);
            }
        }

        status = status != 0 ? status : headers.Contains("location") ? 302 : 200;
        return isSufficient ? null : "the program's CGI response has none of the fields content-type, status and location";
    }
}
