using System.CommandLine;
using VaeMl.Benchmarks;

RootCommand root = new("VaeMl side by side with ML.NET's own.")
{
    DetectionBenchmark.Command(),
    FeaturizeBenchmark.Command(),
    TransformBenchmark.Command(),
    TrainSpeedBenchmark.Command(),
    MnistTorchBenchmark.Command(),
};
return root.Parse(args).Invoke();
