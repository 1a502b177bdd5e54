namespace VaeMl.Onnx;

internal static class ModelFile
{
    public static byte[] Write(VaeModel model) => throw new NotImplementedException();
    public static VaeModel Read(byte[] bytes, string source) => throw new NotImplementedException();
}
