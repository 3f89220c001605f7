namespace Whorl.Wasi.Http;

/// <summary>Header fields in a guest's hands: checks what it puts in, and counts it.</summary>
internal sealed class FieldMap
{
    /// <summary>What empty fields count for: a guest can make many.</summary>
    private const int Overhead = 256;

    private readonly WasiContext _context;
    private int _charged;

    /// <summary>Empty fields, which can be changed.</summary>
    public FieldMap(WasiContext context)
        : this(context, [])
    {
    }

    /// <summary>Fields, which can be changed; the list must be nobody else's.</summary>
    private FieldMap(WasiContext context, HeaderList list)
    {
        _context = context;
        List = list;
        Charge();
    }

    public HeaderList List { get; }

    public bool IsImmutable { get; private set; }

    /// <summary>Fields that came in, which cannot be changed, without those that are the connection's business.</summary>
    /// <param name="context">The instance.</param>
    /// <param name="list">The fields.</param>
    /// <param name="keepsHost">Whether the guest may see <c>host</c>: a request's tells which site was asked for.</param>
    public static FieldMap FromIncoming(WasiContext context, HeaderList list, bool keepsHost = false)
    {
        list.RemoveWhere(keepsHost
            ? static name => FieldSyntax.IsForbidden(name) && !name.Equals("host", StringComparison.OrdinalIgnoreCase)
            : FieldSyntax.IsForbidden);
        return new FieldMap(context, list) { IsImmutable = true };
    }

    public void Freeze() => IsImmutable = true;

    /// <summary>A copy that can be changed, of what the guest may set.</summary>
    public FieldMap Clone() => new(_context, Settable());

    /// <summary>A copy of the fields without those that a guest may only see.</summary>
    public HeaderList Settable()
    {
        HeaderList copy = List.Copy();
        copy.RemoveWhere(FieldSyntax.IsForbidden);
        return copy;
    }

    public FieldError? Append(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (Check(name, out string text) is { } error)
        {
            return error;
        }

        return FieldSyntax.IsValue(value) ? Add(text, value) : FieldError.InvalidSyntax;
    }

    public FieldError? Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte[]> values)
    {
        if (Check(name, out string text) is { } error)
        {
            return error;
        }

        foreach (byte[] value in values)
        {
            if (!FieldSyntax.IsValue(value))
            {
                return FieldError.InvalidSyntax;
            }
        }

        List.Remove(text);
        foreach (byte[] value in values)
        {
            if (Add(text, value) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    public FieldError? Delete(ReadOnlySpan<byte> name)
    {
        if (Check(name, out string text) is { } error)
        {
            return error;
        }

        List.Remove(text);
        Charge();
        return null;
    }

    /// <summary>Takes all values of a name out.</summary>
    public FieldError? Take(ReadOnlySpan<byte> name, out byte[][] values)
    {
        values = [];
        if (Check(name, out string text) is { } error)
        {
            return error;
        }

        values = Values(text);
        return Delete(name);
    }

    /// <summary>All values of a name, in any case.</summary>
    public byte[][] Values(string name)
    {
        List<byte[]>? values = null;
        foreach (HeaderField field in List)
        {
            if (field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                (values ??= []).Add(field.ToArray());
            }
        }

        return values is null ? [] : [.. values];
    }

    /// <summary>The fields are no more held for the guest.</summary>
    public void Release()
    {
        _context.ChargeHost(-_charged);
        _charged = 0;
    }

    private FieldError? Check(ReadOnlySpan<byte> name, out string text)
    {
        text = "";
        if (IsImmutable)
        {
            return FieldError.Immutable;
        }

        if (!FieldSyntax.IsToken(name))
        {
            return FieldError.InvalidSyntax;
        }

        text = KnownFieldNames.Get(name);
        return FieldSyntax.IsForbidden(text) ? FieldError.Forbidden : null;
    }

    private FieldError? Add(string name, ReadOnlySpan<byte> value)
    {
        if (List.ByteCount + (long)HeaderList.Cost(name, value.Length) > _context.Options.Limits.HeaderBytes)
        {
            return FieldError.TooLarge;
        }

        List.Add(name, value.ToArray());
        Charge();
        return null;
    }

    private void Charge()
    {
        int now = Overhead + List.ByteCount;
        _context.ChargeHost(now - _charged);
        _charged = now;
    }
}
