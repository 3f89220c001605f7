using System.Text;
using Whorl.Components.Abi;
using Whorl.Components.Hosting;
using Whorl.Wasi.Http;
using Whorl.Wasi.P2.Http.Types;

namespace Whorl.Wasi.P2.Http;

/// <summary><c>wasi:http/types.fields</c>.</summary>
/// <param name="context">The instance's context.</param>
/// <param name="fields">The fields.</param>
/// <param name="isView">Whether they belong to a message, and only look like a resource of their own.</param>
internal sealed class FieldsResource(WasiContext context, FieldMap fields, bool isView = false) : IFields
{
    public FieldMap Fields => fields;

    public byte[][] Get(GuestString name) => fields.Values(NameOf(name));

    public bool Has(GuestString name) => fields.List.Contains(NameOf(name));

    public Result<Unit, HeaderError> Set(GuestString name, byte[][] value) => ToResult(fields.Set(name.Utf8, value));

    public Result<Unit, HeaderError> Delete(GuestString name) => ToResult(fields.Delete(name.Utf8));

    public Result<Unit, HeaderError> Append(GuestString name, ReadOnlySpan<byte> value) => ToResult(fields.Append(name.Utf8, value));

    public (string, byte[])[] Entries()
    {
        var entries = new (string, byte[])[fields.List.Count];
        for (int i = 0; i < entries.Length; i++)
        {
            HeaderField field = fields.List[i];
            entries[i] = (field.Name, field.ToArray());
        }

        return entries;
    }

    public IFields Clone() => new FieldsResource(context, fields.Clone());

    public void Dispose()
    {
        if (!isView)
        {
            fields.Release();
        }
    }

    /// <summary>Makes fields of a list, or says what is wrong with it.</summary>
    public static Result<IFields, HeaderError> FromList(WasiContext context, (string Name, byte[] Value)[] entries)
    {
        var fields = new FieldMap(context);
        foreach ((string name, byte[] value) in entries)
        {
            if (fields.Append(Encoding.UTF8.GetBytes(name), value) is { } error)
            {
                HeaderError told = ErrorOf(context, error);
                fields.Release();
                return told;
            }
        }

        return new FieldsResource(context, fields);
    }

    private static HeaderError ErrorOf(WasiContext context, FieldError error) => error switch
    {
        FieldError.InvalidSyntax => HeaderError.InvalidSyntax,
        FieldError.Forbidden => HeaderError.Forbidden,
        FieldError.Immutable => HeaderError.Immutable,

        // This version of the standard has no way to tell the guest.
        _ => throw new WasiLimitException(LimitReached.For(
            "header-bytes", context.Options.Limits.HeaderBytes, "the component made header fields larger", "it was ended")),
    };

    /// <summary>A name to look up: one that is not a token is never found, so its exact characters do not matter.</summary>
    private static string NameOf(GuestString name)
    {
        ReadOnlySpan<byte> bytes = name.Utf8;
        return FieldSyntax.IsToken(bytes) ? KnownFieldNames.Get(bytes) : "";
    }

    private Result<Unit, HeaderError> ToResult(FieldError? error) => error is { } failed ? ErrorOf(context, failed) : default(Unit);
}
