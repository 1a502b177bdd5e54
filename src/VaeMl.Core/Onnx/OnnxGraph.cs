namespace VaeMl.Onnx;

internal sealed class OnnxGraph
{
    public const int Float = 1;
    public string Node(string op, string[] inputs, params (string, object)[] attributes) => throw new NotImplementedException();
    public string Constant(float value) => throw new NotImplementedException();
}
