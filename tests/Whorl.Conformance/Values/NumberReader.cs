using System.Globalization;
using System.Numerics;

namespace Whorl.Conformance.Values;

/// <summary>Reads the number notation of the WebAssembly text format; null means that the text is no such number.</summary>
internal static class NumberReader
{
    /// <summary>Reads an integer whose value, or two's complement, fits in <paramref name="bits"/> bits.</summary>
    /// <param name="text">Decimal or `0x` hexadecimal digits with optional sign and `_` between digits.</param>
    /// <param name="bits">The width of the type.</param>
    /// <param name="signed">Whether the value is to be read back as signed.</param>
    public static Int128? Integer(string text, int bits, bool signed)
    {
        var (isNegative, digits) = SplitSign(text);
        if (Magnitude(digits) is not { } magnitude)
        {
            return null;
        }
        var value = isNegative ? -magnitude : magnitude;
        var range = BigInteger.One << bits;
        if (value < -(range >> 1) || value >= range)
        {
            return null;
        }
        var pattern = value < 0 ? value + range : value;
        return (Int128)(signed && pattern >= range >> 1 ? pattern - range : pattern);
    }

    /// <summary>Reads a float: decimal, hexadecimal, `inf`, `nan`, `nan:0x…`, `nan:canonical` or `nan:arithmetic`.</summary>
    public static FloatValue? Float(string text, FloatFormat format)
    {
        var (isNegative, digits) = SplitSign(text);
        var sign = isNegative ? format.SignMask : 0;
        switch (digits)
        {
            case "inf":
                return new FloatValue(format, sign | format.Infinity);
            case "nan":
                return new FloatValue(format, sign | format.Infinity | format.QuietBit);
            case "nan:canonical" or "nan:arithmetic":
                var nan = digits == "nan:canonical" ? NanClass.Canonical : NanClass.Arithmetic;
                return new FloatValue(format, sign | format.Infinity | format.QuietBit, nan);
        }
        if (digits.StartsWith("nan:0x", StringComparison.Ordinal))
        {
            return Magnitude(digits["nan:".Length..]) is { } payload && payload > 0 && payload <= format.MantissaMask
                ? new FloatValue(format, sign | format.Infinity | (ulong)payload)
                : null;
        }
        var bits = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? HexFloat(digits[2..], format) : DecimalFloat(digits, format);
        return bits is { } found ? new FloatValue(format, sign | found) : null;
    }

    private static (bool IsNegative, string Digits) SplitSign(string text) => text switch
    {
        ['-', .. var rest] => (true, rest),
        ['+', .. var rest] => (false, rest),
        _ => (false, text),
    };

    private static BigInteger? Magnitude(string digits) =>
        digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? Digits(digits[2..], NumberStyles.AllowHexSpecifier)
            : Digits(digits, NumberStyles.None);

    private static BigInteger? Digits(string digits, NumberStyles style)
    {
        // The zero in front keeps a leading hexadecimal digit of 8 or more from being read as a sign.
        return WithoutSeparators(digits) is { Length: > 0 } plain
            && BigInteger.TryParse("0" + plain, style, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
    }

    /// <summary>Drops each `_` that stands between two digits; null when one stands elsewhere.</summary>
    private static string? WithoutSeparators(string digits)
    {
        for (var i = digits.IndexOf('_'); i >= 0; i = digits.IndexOf('_', i + 1))
        {
            if (i == 0 || i == digits.Length - 1 || !char.IsAsciiHexDigit(digits[i - 1]) || !char.IsAsciiHexDigit(digits[i + 1]))
            {
                return null;
            }
        }
        return digits.Replace("_", "", StringComparison.Ordinal);
    }

    private static ulong? DecimalFloat(string digits, FloatFormat format)
    {
        const NumberStyles style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (WithoutSeparators(digits) is not { Length: > 0 } plain || !char.IsAsciiDigit(plain[0]))
        {
            return null;
        }
        // Parsing straight to the format: going through double would round an f32 twice.
        if (format == FloatFormat.F32)
        {
            return float.TryParse(plain, style, CultureInfo.InvariantCulture, out var single) && float.IsFinite(single)
                ? BitConverter.SingleToUInt32Bits(single)
                : null;
        }
        return double.TryParse(plain, style, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? BitConverter.DoubleToUInt64Bits(number)
            : null;
    }

    private static ulong? HexFloat(string digits, FloatFormat format)
    {
        var exponent = 0;
        var mark = digits.IndexOfAny(['p', 'P']);
        if (mark >= 0)
        {
            if (WithoutSeparators(digits[(mark + 1)..]) is not { } power
                || !int.TryParse(power, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
                || Math.Abs((long)exponent) > 1_000_000)
            {
                return null;
            }
            digits = digits[..mark];
        }
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? "" : WithoutSeparators(digits[(point + 1)..]);
        if (fraction is null || WithoutSeparators(whole) is not { Length: > 0 } plain
            || Digits(plain + fraction, NumberStyles.AllowHexSpecifier) is not { } mantissa)
        {
            return null;
        }
        return Round(mantissa, exponent - 4 * fraction.Length, format);
    }

    /// <summary>The nearest float to mantissa * 2^exponent, ties to even; null when it overflows.</summary>
    private static ulong? Round(BigInteger mantissa, int exponent, FloatFormat format)
    {
        if (mantissa.IsZero)
        {
            return 0;
        }
        var excess = (int)mantissa.GetBitLength() - (format.MantissaBits + 1);
        var shift = Math.Max(excess, format.MinimumExponent - exponent);
        if (shift > 0)
        {
            var remainder = mantissa & ((BigInteger.One << shift) - 1);
            var half = BigInteger.One << (shift - 1);
            mantissa >>= shift;
            if (remainder > half || (remainder == half && !mantissa.IsEven))
            {
                mantissa++;
            }
        }
        else
        {
            mantissa <<= -shift;
        }
        // The implicit bit is added into the exponent field, so a carry out of the mantissa lands where it belongs.
        var biased = exponent + shift - format.MinimumExponent;
        var bits = ((BigInteger)biased << format.MantissaBits) + mantissa;
        return bits < format.Infinity ? (ulong)bits : null;
    }
}
