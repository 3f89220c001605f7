using System.Buffers;
using System.Numerics.Tensors;

namespace Whorl.Capabilities.Llm.Local.Weights;

/// <summary>Weights of a layer, in rows. Numbers of 16 bits stay so, and are decoded as they are used.</summary>
internal sealed class Matrix
{
    /// <summary>Below as many multiplications, one thread is done sooner than several are woken.</summary>
    private const long MinParallelWork = 1 << 16;

    private static readonly ParallelOptions s_allProcessors = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };
    private readonly float[] _numbers = [];
    private readonly ushort[] _bits = [];
    private readonly ElementType _type;

    /// <summary>Makes a matrix of numbers, row after row.</summary>
    public Matrix(int rows, int columns, float[] numbers)
        : this(rows, columns) => (_numbers, _type) = (numbers, ElementType.Single);

    /// <summary>Makes a matrix of numbers of 16 bits, row after row.</summary>
    public Matrix(int rows, int columns, ushort[] bits, ElementType type)
        : this(rows, columns) => (_bits, _type) = (bits, type);

    private Matrix(int rows, int columns) => (Rows, Columns) = (rows, columns);

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>The numbers of a row.</summary>
    public int Columns { get; }

    /// <summary>Copies a row.</summary>
    public void CopyRow(int row, Span<float> to)
    {
        if (_type == ElementType.Single)
        {
            _numbers.AsSpan(row * Columns, Columns).CopyTo(to);
        }
        else
        {
            ShortFloats.Decode(_bits.AsSpan(row * Columns, Columns), _type, to);
        }
    }

    /// <summary>Multiplies vectors with the matrix.</summary>
    /// <param name="vectors">The vectors, one after another, each of <see cref="Columns"/> numbers.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="products">Gets the products, one after another, each of <see cref="Rows"/> numbers.</param>
    public void Multiply(float[] vectors, int count, float[] products)
    {
        // Small parts: the threads of the pool, which has requests to serve too, are never held for long.
        int part = (int)Math.Clamp(MinParallelWork / ((long)Columns * count), 1, Rows);
        ForEach((Rows + part - 1) / part, (long)part * Columns * count, i => MultiplyRows(i * part, Math.Min(Rows, (i + 1) * part), vectors, count, products));
    }

    /// <summary>Does parts of work, on all processors if there is enough of it.</summary>
    /// <param name="count">How many parts there are.</param>
    /// <param name="work">How many multiplications each is, about.</param>
    /// <param name="body">Does a part.</param>
    public static void ForEach(int count, long work, Action<int> body)
    {
        if (count * work >= MinParallelWork)
        {
            Parallel.For(0, count, s_allProcessors, body);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            body(i);
        }
    }

    private void MultiplyRows(int from, int to, float[] vectors, int count, float[] products)
    {
        float[] decoded = ArrayPool<float>.Shared.Rent(_type == ElementType.Single ? 0 : Columns);
        for (int row = from; row < to; row++)
        {
            Span<float> decodedRow = decoded.AsSpan(0, _type == ElementType.Single ? 0 : Columns);
            if (_type != ElementType.Single)
            {
                CopyRow(row, decodedRow);
            }

            ReadOnlySpan<float> weights = _type == ElementType.Single ? _numbers.AsSpan(row * Columns, Columns) : decodedRow;
            for (int i = 0; i < count; i++)
            {
                products[(i * Rows) + row] = TensorPrimitives.Dot(weights, vectors.AsSpan(i * Columns, Columns));
            }
        }

        ArrayPool<float>.Shared.Return(decoded);
    }
}
