namespace VaeMl.Onnx;

/// <content>The operators that models use.</content>
internal sealed partial class OnnxGraph
{
    public string Add(string a, string b) => Node("Add", [a, b]);

    public string Sub(string a, string b) => Node("Sub", [a, b]);

    public string Mul(string a, string b) => Node("Mul", [a, b]);

    public string Mul(string a, float b) => Mul(a, Constant(b));

    public string Div(string a, string b) => Node("Div", [a, b]);

    public string Neg(string a) => Node("Neg", [a]);

    public string Abs(string a) => Node("Abs", [a]);

    public string Exp(string a) => Node("Exp", [a]);

    public string Log(string a) => Node("Log", [a]);

    public string Sqrt(string a) => Node("Sqrt", [a]);

    /// <summary>Rounds to the nearest integer, ties to even.</summary>
    public string Round(string a) => Node("Round", [a]);

    public string Floor(string a) => Node("Floor", [a]);

    public string Sign(string a) => Node("Sign", [a]);

    public string Sin(string a) => Node("Sin", [a]);

    public string Sinh(string a) => Node("Sinh", [a]);

    public string Relu(string a) => Node("Relu", [a]);

    public string Sigmoid(string a) => Node("Sigmoid", [a]);

    public string Tanh(string a) => Node("Tanh", [a]);

    public string Not(string a) => Node("Not", [a]);

    public string Equal(string a, string b) => Node("Equal", [a, b]);

    public string And(string a, string b) => Node("And", [a, b]);

    /// <summary>Clips a to [lowest, highest].</summary>
    public string Clip(string a, float lowest, float highest) => Node("Clip", [a, Constant(lowest), Constant(highest)]);

    public string Min(string a, float b) => Node("Min", [a, Constant(b)]);

    public string Max(string a, float b) => Node("Max", [a, Constant(b)]);

    public string Greater(string a, float b) => Node("Greater", [a, Constant(b)]);

    public string Less(string a, float b) => Node("Less", [a, Constant(b)]);

    public string Less(string a, string b) => Node("Less", [a, b]);

    public string LessOrEqual(string a, string b) => Node("LessOrEqual", [a, b]);

    public string IsNaN(string a) => Node("IsNaN", [a]);

    public string IsInfinite(string a) => Node("IsInf", [a]);

    /// <summary>x Wᵀ + b.</summary>
    public string Dense(string x, string weights, string bias) => Node("Gemm", [x, weights, bias], ("transB", 1));

    /// <summary>Casts to float; true becomes 1 and false 0.</summary>
    public string ToFloat(string value) => Node("Cast", [value], ("to", Float));

    /// <summary>Casts to double.</summary>
    public string ToDouble(string value) => Node("Cast", [value], ("to", Double));

    /// <summary>Casts to int64.</summary>
    public string ToInteger(string value) => Node("Cast", [value], ("to", Int64));

    /// <summary><paramref name="a"/> where the condition holds, else <paramref name="b"/>, broadcast.</summary>
    public string Where(string condition, string a, string b) => Node("Where", [condition, a, b]);

    /// <summary>The sum over an axis, which is kept with length 1 if requested.</summary>
    public string Sum(string a, int axis, bool keep) => Node("ReduceSum", [a, Integers(axis)], ("keepdims", keep ? 1 : 0));

    /// <summary>The maximum along an axis, which is kept with length 1.</summary>
    public string ReduceMax(string a, int axis) => Node("ReduceMax", [a], ("axes", new[] { axis }), ("keepdims", 1));

    /// <summary>The index of the maximum along the last axis, which is kept with length 1; the first among equals.</summary>
    public string ArgMax(string a) => Node("ArgMax", [a], ("axis", -1));

    /// <summary>Subtracts the logarithm of the sum of exponentials along the last axis.</summary>
    public string LogSoftmax(string a) => Node("LogSoftmax", [a]);

    /// <summary>Concatenates along the last axis.</summary>
    public string Concat(IEnumerable<string> parts) => Node("Concat", [.. parts], ("axis", -1));

    /// <summary>Elements of the last axis at the given indices, which are the same for all rows.</summary>
    public string Gather(string a, string numbers) => Node("Gather", [a, numbers], ("axis", -1));

    /// <summary>Elements of the last axis at the given indices, which have the same number of axes.</summary>
    public string GatherElements(string a, string numbers) => Node("GatherElements", [a, numbers], ("axis", -1));

    /// <summary>Broadcasts to at least these sizes.</summary>
    public string Expand(string a, params ReadOnlySpan<long> sizes) => Node("Expand", [a, Integers(sizes)]);

    /// <summary>The elements first … end − 1 of the last axis.</summary>
    public string Slice(string a, int first, int end) => Node("Slice", [a, Integers(first), Integers(end), Integers(-1)]);

    /// <summary>Inserts an axis of length 1.</summary>
    public string Unsqueeze(string a, int axis) => Node("Unsqueeze", [a, Integers(axis)]);

    public string Reshape(string a, params ReadOnlySpan<long> sizes) => Node("Reshape", [a, Integers(sizes)]);
}
