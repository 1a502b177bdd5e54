using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using VaeMl.Onnx.Proto;

namespace VaeMl.Onnx;

/// <summary>
/// Builds an ONNX graph. An operation that is requested twice is emitted once, so that every output can be written as a function of the input. Names
/// depend only on the operations, so the same calls give the same graph.
/// </summary>
internal sealed partial class OnnxGraph
{
    /// <summary>Element types of tensors.</summary>
    public const int Float = 1, UInt8 = 2, Int8 = 3, UInt16 = 4, Int16 = 5, Int32 = 6, Int64 = 7, String = 8, Bool = 9, Double = 11, UInt32 = 12, UInt64 = 13;

    /// <summary>The prefix of all names except those of inputs and outputs.</summary>
    public const string Prefix = "vaeml/";

    /// <summary>The domain of operators on strings.</summary>
    public const string TextDomain = "ai.onnx.ml";

    private const string BatchSize = "N";

    private readonly GraphProto _graph = new() { Name = "VaeMl" };
    private readonly Dictionary<string, TensorProto> _initializers = [];
    private readonly Dictionary<string, string> _nodes = [];

    /// <summary>Whether any node uses an operator of <see cref="TextDomain"/>.</summary>
    public static bool ReadsTexts(GraphProto graph) => graph.Node.Any(node => node.Domain == TextDomain);

    public GraphProto Build() => _graph;

    /// <summary>Adds a learned or stored tensor, row-major.</summary>
    public string Parameter(string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> dims)
    {
        byte[] data = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(i * sizeof(float)), values[i]);
        return Initializer(name, Float, data, dims);
    }

    /// <summary>A scalar.</summary>
    public string Constant(float value) => Parameter(value.ToString(CultureInfo.InvariantCulture), [value]);

    /// <summary>A scalar in double precision.</summary>
    public string DoubleConstant(double value)
    {
        byte[] data = new byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(data, value);
        return Initializer("double " + value.ToString("R", CultureInfo.InvariantCulture), Double, data, []);
    }

    /// <summary>A vector of axes, bounds or sizes.</summary>
    public string Integers(params ReadOnlySpan<long> values) =>
        Numbers($"[{string.Join(',', values.ToArray().Select(value => value.ToString(CultureInfo.InvariantCulture)))}]", values);

    /// <summary>A named vector of integers.</summary>
    public string Numbers(string name, ReadOnlySpan<long> values)
    {
        byte[] data = new byte[values.Length * sizeof(long)];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(data.AsSpan(i * sizeof(long)), values[i]);
        return Initializer(name, Int64, data, [values.Length]);
    }

    /// <summary>A named vector in double precision.</summary>
    public string Numbers(string name, ReadOnlySpan<double> values)
    {
        byte[] data = new byte[values.Length * sizeof(double)];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(data.AsSpan(i * sizeof(double)), values[i]);
        return Initializer(name, Double, data, [values.Length]);
    }

    /// <summary>A named vector of Booleans.</summary>
    public string Mask(string name, bool[] values) => Initializer(name, Bool, MemoryMarshal.AsBytes<bool>(values).ToArray(), [values.Length]);

    /// <summary>Adds an [N, width] input.</summary>
    /// <returns>The name of its values as floats.</returns>
    public string Input(string name, int type, int width)
    {
        RawInput(name, type, width);
        return type == Float ? name : ToFloat(name);
    }

    /// <summary>Adds an [N, width] input without conversion.</summary>
    /// <returns>Its name.</returns>
    public string RawInput(string name, int type, int width)
    {
        _graph.Input.Add(Matrix(name, type, width));
        return name;
    }

    /// <summary>Whether this is the name of an input, not of a node's output.</summary>
    public bool IsInput(string name) => _graph.Input.Any(input => input.Name == name);

    /// <summary>Adds an [N, width] output.</summary>
    public void Output(string name, string value, int type, int width)
    {
        _graph.Node.Add(new NodeProto { OpType = "Identity", Name = Prefix + "Output_" + name, Input = { value }, Output = { name } });
        _graph.Output.Add(Matrix(name, type, width));
    }

    /// <summary>Adds an operation. An attribute is an <see cref="int"/> or an array of them.</summary>
    /// <returns>The name of its output.</returns>
    public string Node(string operation, string[] inputs, params (string Name, object Value)[] attributes)
    {
        NodeProto node = new() { OpType = operation, Input = { inputs } };
        foreach ((string name, object value) in attributes)
            node.Attribute.Add(value is int[] many
                ? new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints, Ints = { many.Select(i => (long)i) } }
                : new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = (int)value });
        return Named(node);
    }

    /// <summary>Maps strings to numbers.</summary>
    /// <param name="texts">The strings.</param>
    /// <param name="known">The strings that have a number.</param>
    /// <param name="numbers">Their numbers.</param>
    /// <param name="otherwise">The number of all others.</param>
    public string EncodeLabels(string texts, IEnumerable<string> known, IEnumerable<float> numbers, float otherwise) => Named(new NodeProto
    {
        OpType = "LabelEncoder",
        Domain = TextDomain,
        Input = { texts },
        Attribute =
        {
            new AttributeProto { Name = "keys_strings", Type = AttributeProto.Types.AttributeType.Strings, Strings = { known.Select(ByteString.CopyFromUtf8) } },
            new AttributeProto { Name = "values_floats", Type = AttributeProto.Types.AttributeType.Floats, Floats = { numbers } },
            new AttributeProto { Name = "default_float", Type = AttributeProto.Types.AttributeType.Float, F = otherwise },
        },
    });

    private string Named(NodeProto node)
    {
        string key = node.ToByteString().ToBase64();
        if (_nodes.TryGetValue(key, out string? output))
            return output;
        output = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{node.OpType}_{_nodes.Count}");
        node.Name = output;
        node.Output.Add(output);
        _graph.Node.Add(node);
        _nodes.Add(key, output);
        return output;
    }

    private string Initializer(string name, int type, byte[] data, ReadOnlySpan<int> dims)
    {
        TensorProto tensor = new() { Name = Prefix + name, DataType = type, RawData = UnsafeByteOperations.UnsafeWrap(data) };
        foreach (int dim in dims)
            tensor.Dims.Add(dim);
        if (!_initializers.TryGetValue(name, out TensorProto? known))
        {
            _initializers.Add(name, tensor);
            _graph.Initializer.Add(tensor);
        }
        else if (!known.Equals(tensor))
        {
            throw new InvalidOperationException($"The initializer '{name}' is asked for with different values.");
        }
        return tensor.Name;
    }

    private static ValueInfoProto Matrix(string name, int type, int width) => new()
    {
        Name = name,
        Type = new TypeProto
        {
            TensorType = new TypeProto.Types.Tensor
            {
                ElemType = type,
                Shape = new TensorShapeProto
                {
                    Dim =
                    {
                        new TensorShapeProto.Types.Dimension { DimParam = BatchSize },
                        new TensorShapeProto.Types.Dimension { DimValue = width },
                    },
                },
            },
        },
    };
}
