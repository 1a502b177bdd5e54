using System.CommandLine;
using System.Runtime.CompilerServices;
using VaeMl.Benchmarks.Detection;
using VaeMl.Benchmarks.Mnist;
using VaeMl.Benchmarks.Soak;
using VaeMl.Benchmarks.Soak.Mutations;
using VaeMl.Benchmarks.Speed;
using VaeMl.Benchmarks.Speed.Core;
using VaeMl.Benchmarks.Speed.Peers;
using VaeMl.Benchmarks.Streaming;

return args is [ColdStart.EmptyArgument] ? 0 : Run(args);

// Not inlined, so that a process that does nothing loads nothing.
[MethodImpl(MethodImplOptions.NoInlining)]
static int Run(string[] args) => new RootCommand("Detection quality and speed of VaeMl, by itself and beside others.")
{
    AdbenchBenchmark.Command(),
    RegimesBenchmark.Command(),
    MnistBenchmark.Command(),
    FeaturizeBenchmark.Command(),
    SpeedBenchmark.Command(),
    TrainingWorker.Command(),
    StreamingBenchmark.Command(),
    StreamingBenchmark.WorkerCommand(),
    SoakBenchmark.Command(),
    MutationWorker.Command(),
    KilledTraining.Command(),
    DiskWriter.Command(),
    FullDiskWorker.Command(),
}.Parse(args).Invoke();
