// Trains where the tests have left TorchSharp's native library out: by whom, with which warnings, and what asking for TorchSharp says.
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using VaeMl;

MLContext mlContext = new(seed: 1);
mlContext.Log += (_, line) =>
{
    if (line.Kind == ChannelMessageKind.Warning)
        Console.WriteLine($"warning {line.RawMessage}");
};
IDataView data = mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 50).Select(i => new Row { Features = [i, i % 7] }));
VaeEncodeOptions options = new() { InputColumnName = "Features", Vae = new VaeOptions { HiddenSizes = [8], Epochs = 2 } };
Console.WriteLine($"trainer {mlContext.Transforms.VaeEncode(options).Fit(data).Model.Trainer}");
try
{
    mlContext.Transforms.VaeEncode(options with { Trainer = VaeTrainerKind.TorchSharp }).Fit(data);
}
catch (InvalidOperationException exception)
{
    Console.WriteLine($"error {exception.Message}");
}

internal sealed class Row
{
    [VectorType(2)]
    public float[] Features { get; set; } = [];
}
