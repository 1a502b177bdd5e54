using System.Buffers.Binary;
using VaeMl.Onnx.Proto;
using VaeMl.Messages;

namespace VaeMl.Onnx;

/// <summary>The named tensors of a graph. Their shapes are checked before memory is allocated for them.</summary>
internal sealed class Initializers
{
    private readonly Dictionary<string, TensorProto> _tensors = [];

    public Initializers(GraphProto graph)
    {
        foreach (TensorProto tensor in graph.Initializer)
            if (!_tensors.TryAdd(tensor.Name, tensor))
                throw new InconsistentModelException($"there are two initializers '{ForeignText.Shown(tensor.Name)}'");
    }

    public bool Contains(string name) => _tensors.ContainsKey(OnnxGraph.Prefix + name);

    /// <summary>Reads a vector of known length.</summary>
    public float[] Vector(string name, int length)
    {
        TensorProto tensor = Float(name, 1);
        return tensor.Dims[0] == length ? Values(name, tensor)
            : throw new InconsistentModelException($"the initializer '{name}' has {tensor.Dims[0]} values where {length} are needed");
    }

    /// <summary>Reads a matrix with a known number of columns.</summary>
    /// <returns>Its values, row-major.</returns>
    public float[] Matrix(string name, int columns)
    {
        TensorProto tensor = Float(name, 2);
        return tensor.Dims[1] == columns ? Values(name, tensor)
            : throw new InconsistentModelException($"the initializer '{name}' has {tensor.Dims[1]} columns where {columns} are needed");
    }

    /// <summary>The number of rows of a matrix.</summary>
    public int RowsOf(string name) => (int)Float(name, 2).Dims[0];

    private TensorProto Float(string name, int rank)
    {
        if (!_tensors.TryGetValue(OnnxGraph.Prefix + name, out TensorProto? tensor))
            throw new InconsistentModelException($"the initializer '{name}' is absent");
        long values = tensor.RawData.Length / sizeof(float), product = 1;
        bool fits = tensor.DataType == OnnxGraph.Float && tensor.Dims.Count == rank && tensor.RawData.Length % sizeof(float) == 0;
        foreach (long dim in tensor.Dims)
        {
            fits = fits && dim >= 1 && dim <= values / product;
            product = fits ? product * dim : product;
        }
        return fits && product == values ? tensor
            : throw new InconsistentModelException($"the shape of the initializer '{name}' does not fit its data");
    }

    private static float[] Values(string name, TensorProto tensor)
    {
        ReadOnlySpan<byte> data = tensor.RawData.Span;
        float[] values = new float[data.Length / sizeof(float)];
        for (int i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(data[(i * sizeof(float))..]);
        return Array.TrueForAll(values, float.IsFinite)
            ? values : throw new InconsistentModelException($"the initializer '{name}' holds a number that is not finite");
    }
}
