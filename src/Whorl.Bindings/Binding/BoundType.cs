namespace Whorl.Bindings.Binding;

/// <summary>A WIT type as the generated code sees it: its C# type, and its layout in a 32-bit memory and in flat values.</summary>
internal abstract class BoundType
{
    /// <summary>The C# type, with <c>global::</c> before generated names.</summary>
    public abstract string CSharp { get; }

    /// <summary>A part of a method's name that tells what the type is, such as <c>ListOfString</c>.</summary>
    public abstract string Id { get; }

    /// <summary>Equal for two types that the same code lifts and lowers.</summary>
    public virtual string Key => CSharp;

    /// <summary>Size in bytes in memory.</summary>
    public abstract int Size { get; }

    /// <summary>Alignment in bytes in memory.</summary>
    public abstract int Alignment { get; }

    /// <summary>How many core values it takes when passed flat; capped at <see cref="FlatCap"/>.</summary>
    public abstract int FlatCount { get; }

    /// <summary>Whether the C# type is a reference type.</summary>
    public virtual bool IsReference => false;

    /// <summary>Whether lowering it into memory allocates in the guest.</summary>
    public virtual bool Allocates => false;

    /// <summary>Why there are no bindings for it (a part of a sentence), or null.</summary>
    public virtual string? Unsupported => null;

    /// <summary>More than any call passes flat.</summary>
    public const int FlatCap = 1000;

    public static int Align(int offset, int alignment) => (offset + alignment - 1) / alignment * alignment;

    public override string ToString() => Key;
}
