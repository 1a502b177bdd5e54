using System.CommandLine;
using VaeMl.Core.Benchmarks;

RootCommand root = new("Detection quality and speed of the core.")
{
    AdbenchBenchmark.Command(),
    MnistBenchmark.Command(),
};
return root.Parse(args).Invoke();
