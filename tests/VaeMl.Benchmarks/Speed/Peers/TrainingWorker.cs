using System.CommandLine;
using System.Globalization;
using TorchSharp;
using VaeMl.Torch;

namespace VaeMl.Benchmarks.Speed.Peers;

/// <summary>
/// The command that a <see cref="WorkerProcess"/> runs: says what multiplies its matrices, and then for every name of a case that comes in makes
/// training steps and answers with the seconds of one.
/// </summary>
internal static class TrainingWorker
{
    public const string Name = "train-worker", TorchFlag = "--torch", ThreadsFlag = "--threads";
    private const int WarmUps = 6;

    public static Command Command()
    {
        Option<bool> withTorch = new(TorchFlag);
        Option<int?> threads = new(ThreadsFlag);
        Command command = new(Name) { withTorch, threads };
        command.Hidden = true;
        command.SetAction(result => Serve(result.GetValue(withTorch), result.GetValue(threads)));
        return command;
    }

    private static void Serve(bool withTorch, int? threads)
    {
        if (withTorch && !TorchVaeTrainer.IsAvailable(out string? reason))
            throw new InvalidOperationException(reason);
        // Once for the process rather than in every step.
        if (withTorch && threads is { } count)
            torch.set_num_threads(count);
        Console.WriteLine(withTorch ? $"libtorch {torch.__version__} with the BLAS inside it, {torch.get_num_threads()} thread(s)" : "managed");
        Dictionary<string, StepRunner> runners = [];
        while (Console.ReadLine() is { } name)
        {
            if (!runners.TryGetValue(name, out StepRunner? runner))
            {
                runners[name] = runner = Create(TrainingCase.All.Single(c => c.Name == name), withTorch, threads);
                // The compiler needs some of them before the code is as fast as it gets.
                for (int i = 0; i < WarmUps; i++)
                    SecondsPerStep(runner);
            }
            Console.WriteLine(SecondsPerStep(runner).ToString("R", CultureInfo.InvariantCulture));
        }
    }

    private static double SecondsPerStep(StepRunner runner) => Pace.SecondsPer(1, () => runner.Run(1));

    private static StepRunner Create(TrainingCase shape, bool withTorch, int? threads) => withTorch
        ? new StepRunner(shape.CreateData(), shape.Options, task => new TorchEngine(task, DeviceName.Parse("cpu", "device")))
        : new StepRunner(shape.CreateData(), shape.Options with { Threads = threads });
}
