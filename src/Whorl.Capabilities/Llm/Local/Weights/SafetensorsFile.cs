using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Whorl.Capabilities.Llm.Local.Weights;

/// <summary>
/// A file of tensors: the length of a header, the header in JSON, the bytes of the tensors. It is read rather than mapped, since a mapped
/// file that somebody shortens takes the process down with it.
/// </summary>
internal sealed class SafetensorsFile : IDisposable
{
    /// <summary>The format's own limit.</summary>
    private const int MaxHeaderBytes = 100_000_000;

    private const int PrefixBytes = sizeof(ulong);
    private readonly SafeFileHandle _file;
    private readonly string _name;

    private SafetensorsFile(SafeFileHandle file, string name)
    {
        _file = file;
        _name = name;
        Tensors = ReadHeader();
    }

    /// <summary>The tensors, by name.</summary>
    public Dictionary<string, TensorEntry> Tensors { get; }

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="InvalidDataException">It is not such a file, or a tensor is not within it.</exception>
    public static SafetensorsFile Open(string path)
    {
        SafeFileHandle file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        try
        {
            return new SafetensorsFile(file, Path.GetFileName(path));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads bytes of the file.</summary>
    /// <param name="start">Where they begin.</param>
    /// <param name="bytes">Gets them.</param>
    /// <exception cref="InvalidDataException">The file has become shorter.</exception>
    public void Read(long start, Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int count = RandomAccess.Read(_file, bytes, start);
            if (count == 0)
            {
                throw new InvalidDataException($"{_name} ends at byte {start}, in the middle of what it has to hold");
            }

            bytes = bytes[count..];
            start += count;
        }
    }

    public void Dispose() => _file.Dispose();

    private Dictionary<string, TensorEntry> ReadHeader()
    {
        long length = RandomAccess.GetLength(_file);
        Span<byte> prefix = stackalloc byte[PrefixBytes];
        Read(0, prefix);
        ulong headerBytes = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerBytes > (ulong)Math.Min(MaxHeaderBytes, length - PrefixBytes))
        {
            throw new InvalidDataException($"{_name} says that its header has {headerBytes} bytes, and has {length} bytes itself: it is cut off or no safetensors file");
        }

        byte[] header = new byte[(int)headerBytes];
        Read(PrefixBytes, header);
        try
        {
            using JsonDocument json = JsonDocument.Parse(header);
            long data = PrefixBytes + (long)headerBytes;
            return json.RootElement.EnumerateObject()
                .Where(tensor => tensor.Name != "__metadata__")
                .ToDictionary(tensor => tensor.Name, tensor => ReadEntry(tensor, data, length - data), StringComparer.Ordinal);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"the header of {_name} is not one of a safetensors file: {e.Message}", e);
        }
    }

    private TensorEntry ReadEntry(JsonProperty tensor, long data, long dataBytes)
    {
        string typeName = tensor.Value.GetProperty("dtype").GetString() ?? "";
        ImmutableArray<long> shape = [.. tensor.Value.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())];
        JsonElement offsets = tensor.Value.GetProperty("data_offsets");
        (long begin, long end) = (offsets[0].GetInt64(), offsets[1].GetInt64());
        if (begin < 0 || end < begin || end > dataBytes)
        {
            throw new InvalidDataException($"{_name}: the tensor `{tensor.Name}` is at the bytes {begin} to {end} of {dataBytes}: the file is cut off or damaged");
        }

        ElementType type = typeName switch
        {
            "F32" => ElementType.Single,
            "F16" => ElementType.Half,
            "BF16" => ElementType.Brain,
            _ => ElementType.Other,
        };
        if (type != ElementType.Other && end - begin != BytesOf(type, shape))
        {
            throw new InvalidDataException($"{_name}: the tensor `{tensor.Name}` has {end - begin} bytes, which is not what {typeName} and the shape [{string.Join(", ", shape)}] make");
        }

        return new TensorEntry(typeName, type, shape, data + begin, end - begin);
    }

    /// <summary>The bytes of a tensor; -1 if no file can have as many.</summary>
    private static long BytesOf(ElementType type, ImmutableArray<long> shape)
    {
        Int128 count = type == ElementType.Single ? sizeof(float) : sizeof(ushort);
        foreach (long dimension in shape)
        {
            count *= dimension;
            if (dimension < 0 || count > long.MaxValue)
            {
                return -1;
            }
        }

        return (long)count;
    }
}
