namespace Whorl.Bindings.Naming;

/// <summary>The simple names by which generated code knows types of other namespaces; nothing that is generated may hide them.</summary>
internal static class LibraryNames
{
    public static string[] All { get; } =
    [
        "ArgumentException", "CanonicalContext", "Codec", "ComponentInstance", "ComponentPre", "ComponentResource", "ElementCodecs", "ExportedFunction",
        "ExportedResource", "Flags", "FlagsAttribute", "FlatValue", "Glue", "GuestCall", "GuestMemory", "GuestString", "HostCall",
        "HostFunction", "HostInterface", "HostResource", "HostTask", "IDisposable", "IHost", "InvalidOperationException", "LinkException",
        "MemoryMarshal", "NotNullWhen", "NotNullWhenAttribute", "Rune", "Unit", "ValRaw", "ValueTask",
    ];
}
