using System.Runtime.InteropServices;
using System.Text.Json;

namespace Whorl.Capabilities.Llm.Local.Weights;

/// <summary>The tensors of a model, in one file or in several that an index names.</summary>
internal sealed class WeightFiles : IDisposable
{
    /// <summary>The file of a model that has one.</summary>
    public const string SingleName = "model.safetensors";

    /// <summary>The index of a model that has several.</summary>
    public const string IndexName = "model.safetensors.index.json";

    private readonly List<SafetensorsFile> _files = [];
    private readonly Dictionary<string, (SafetensorsFile File, TensorEntry Entry)> _tensors = new(StringComparer.Ordinal);

    private WeightFiles()
    {
    }

    /// <summary>Opens the files in a folder.</summary>
    /// <exception cref="InvalidDataException">A file is missing or damaged.</exception>
    public static WeightFiles Open(string folder)
    {
        var weights = new WeightFiles();
        try
        {
            foreach (string name in NamesIn(folder))
            {
                var file = SafetensorsFile.Open(Path.Combine(folder, name));
                weights._files.Add(file);
                foreach ((string tensor, TensorEntry entry) in file.Tensors)
                {
                    weights._tensors[tensor] = (file, entry);
                }
            }

            return weights;
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    /// <summary>Whether there is a tensor of the name.</summary>
    public bool Has(string tensor) => _tensors.ContainsKey(tensor);

    /// <summary>Reads a tensor of one dimension.</summary>
    /// <exception cref="InvalidDataException">There is none, or it is of another length or type.</exception>
    public float[] Vector(string tensor, int length)
    {
        (SafetensorsFile file, TensorEntry entry) = Require(tensor, length);
        float[] numbers = new float[length];
        if (entry.Type == ElementType.Single)
        {
            file.Read(entry.Start, MemoryMarshal.AsBytes(numbers.AsSpan()));
            return numbers;
        }

        ushort[] bits = new ushort[length];
        file.Read(entry.Start, MemoryMarshal.AsBytes(bits.AsSpan()));
        ShortFloats.Decode(bits, entry.Type, numbers);
        return numbers;
    }

    /// <summary>Reads a tensor of two dimensions, and keeps it as it is stored.</summary>
    /// <exception cref="InvalidDataException">There is none, or it is of another shape or type.</exception>
    public Matrix Matrix(string tensor, int rows, int columns, CancellationToken cancellationToken)
    {
        (SafetensorsFile file, TensorEntry entry) = Require(tensor, rows, columns);
        if ((long)rows * columns > Array.MaxLength)
        {
            throw new InvalidDataException($"the tensor `{tensor}` has {(long)rows * columns} numbers; {Array.MaxLength} can be kept");
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (entry.Type == ElementType.Single)
        {
            float[] numbers = GC.AllocateUninitializedArray<float>(rows * columns);
            ReadRows<float>(numbers);
            return new Matrix(rows, columns, numbers);
        }

        ushort[] bits = GC.AllocateUninitializedArray<ushort>(rows * columns);
        ReadRows<ushort>(bits);
        return new Matrix(rows, columns, bits, entry.Type);

        // Row by row, since a span of bytes may not be long enough for all of them.
        void ReadRows<T>(T[] numbers)
            where T : unmanaged
        {
            for (int row = 0; row < rows; row++)
            {
                Span<byte> bytes = MemoryMarshal.AsBytes(numbers.AsSpan(row * columns, columns));
                file.Read(entry.Start + ((long)row * bytes.Length), bytes);
            }
        }
    }

    public void Dispose() => _files.ForEach(file => file.Dispose());

    private (SafetensorsFile File, TensorEntry Entry) Require(string tensor, params ReadOnlySpan<long> shape)
    {
        if (!_tensors.TryGetValue(tensor, out (SafetensorsFile File, TensorEntry Entry) found))
        {
            throw new InvalidDataException($"its files have no tensor `{tensor}`");
        }

        if (!found.Entry.Shape.AsSpan().SequenceEqual(shape))
        {
            throw new InvalidDataException(
                $"the tensor `{tensor}` has the shape [{string.Join(", ", found.Entry.Shape)}], and [{string.Join(", ", shape.ToArray())}] is what the configuration makes it");
        }

        return found.Entry.Type == ElementType.Other
            ? throw new InvalidDataException($"the tensor `{tensor}` is of the type {found.Entry.TypeName}; F32, F16 and BF16 are read")
            : found;
    }

    private static string[] NamesIn(string folder)
    {
        string index = Path.Combine(folder, IndexName);
        if (!File.Exists(index))
        {
            return [SingleName];
        }

        string[] names;
        using JsonDocument json = ModelFolder.ReadJson(index);
        try
        {
            names = [.. json.RootElement.GetProperty("weight_map").EnumerateObject().Select(entry => entry.Value.GetString() ?? "").Distinct(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException)
        {
            throw new InvalidDataException($"{IndexName} has no `weight_map` from tensors to files", e);
        }

        return Array.Find(names, name => name.Length == 0 || name != Path.GetFileName(name) || !File.Exists(Path.Combine(folder, name))) is { } missing
            ? throw new InvalidDataException($"{IndexName} names the file `{missing}`, which is not in the folder")
            : names;
    }
}
