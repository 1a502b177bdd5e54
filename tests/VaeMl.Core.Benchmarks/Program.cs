using System.CommandLine;
using VaeMl;
using VaeMl.Core.Benchmarks;
using VaeMl.Core.Benchmarks.Speed;

if (args is [ColdStart.EmptyArgument])
    return 0;
RootCommand root = new("Detection quality and speed of the core.")
{
    AdbenchBenchmark.Command(),
    MnistBenchmark.Command("mnist", options => new VaeTrainer(options)),
    SpeedBenchmark.Command(),
};
return root.Parse(args).Invoke();
