namespace VaeMl.Inputs;

/// <summary>What a transformer knows of the types of the columns that Fit saw.</summary>
/// <param name="OnnxType">What the column of features becomes in an ONNX file.</param>
/// <param name="Sizes">For each column of a table the number of a vector's elements, or 0 for a scalar; null for a column of features.</param>
internal sealed record InputForm(OnnxInputType OnnxType = OnnxInputType.Single, IReadOnlyList<int>? Sizes = null);
