namespace Whorl.Wasmtime.Interop;

/// <summary>C's <c>bool</c>: one byte, so that signatures stay blittable.</summary>
internal readonly struct c_bool
{
    private readonly byte _value;

    private c_bool(byte value) => _value = value;

    public static implicit operator bool(c_bool value) => value._value != 0;

    public static implicit operator c_bool(bool value) => new(value ? (byte)1 : (byte)0);
}
