using System.CommandLine;
using VaeMl.Benchmarks;
using VaeMl.Benchmarks.Speed;
using VaeMl.Core.Benchmarks;
using VaeMl.Torch;

RootCommand root = new("VaeMl side by side with ML.NET's own.")
{
    DetectionBenchmark.Command(),
    FeaturizeBenchmark.Command(),
    SpeedBenchmark.Command(),
    TrainingWorker.Command(),
    MnistBenchmark.Command("mnist-torch", options => new TorchVaeTrainer(options)),
};
return root.Parse(args).Invoke();
