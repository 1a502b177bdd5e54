using System.CommandLine;
using VaeMl.Benchmarks;
using VaeMl.Core.Benchmarks;
using VaeMl.Torch;

RootCommand root = new("VaeMl side by side with ML.NET's own.")
{
    DetectionBenchmark.Command(),
    FeaturizeBenchmark.Command(),
    TransformBenchmark.Command(),
    TrainSpeedBenchmark.Command(),
    MnistBenchmark.Command("mnist-torch", options => new TorchVaeTrainer(options)),
};
return root.Parse(args).Invoke();
