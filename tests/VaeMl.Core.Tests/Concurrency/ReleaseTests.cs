using System.Collections.Concurrent;
using VaeMl.Training.BuiltIn;

namespace VaeMl.Tests.Concurrency;

/// <summary>A training leaves neither threads nor memory behind, however it ends.</summary>
[Collection(nameof(ProcessWide))]
public sealed class ReleaseTests
{
    private static readonly VaeOptions Options = Models.Quick with { HiddenSizes = [512, 512], Epochs = 1, Threads = 3 };
    private static readonly VaeData Data = new(Models.Rows(100));

    [Fact]
    public void Disposal_ends_the_threads_of_a_team()
    {
        ConcurrentDictionary<Thread, bool> seen = new();
        using (WorkerTeam team = new(4))
            for (int run = 0; seen.Count < 4 && run < 1000; run++)
                team.Run(8, _ =>
                {
                    seen[Thread.CurrentThread] = true;
                    Thread.Sleep(1);
                });
        Assert.Equal(4, seen.Count);
        Assert.Equal([Thread.CurrentThread], seen.Keys.Where(thread => thread.IsAlive));
    }

    [Fact]
    public void No_memory_is_held_after_trainings_that_end_fail_or_are_cancelled()
    {
        End();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < 2; i++)
            End();
        // The parameters of one network take 2 MiB, and Adam's moments as much again each.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 1 << 20);
    }

    [Fact]
    public void A_model_that_nobody_holds_goes_with_the_buffers_of_all_threads_that_scored()
    {
        WeakReference scorer = Scored();
        // The buffers' bag is finalised first.
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.False(scorer.IsAlive);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static WeakReference Scored()
        {
            VaeModel model = Models.Fit(Models.Quick);
            ManyThreads.Run(_ => model.Scores(Data));
            return new WeakReference(model.Scorer);
        }
    }

    [Fact]
    public void No_thread_lives_on_after_trainings_that_end_fail_or_are_cancelled()
    {
        // Other systems do not list threads by their names.
        if (!OperatingSystem.IsLinux())
            return;
        int during = 0;
        new VaeTrainer(Options).Train(Data, new Told(_ => during = Math.Max(during, Threads())));
        Assert.NotEqual(0, during);
        End();
        // The system forgets a thread a moment after it has ended.
        Assert.True(SpinWait.SpinUntil(() => Threads() == 0, TimeSpan.FromSeconds(10)), $"{Threads()} threads");
    }

    private static void End()
    {
        VaeTrainer trainer = new(Options);
        trainer.Fit(Data);
        Assert.Throws<InvalidTimeZoneException>(() => trainer.Train(Data, new Told(_ => throw new InvalidTimeZoneException())));
        using CancellationTokenSource source = new();
        Assert.ThrowsAny<OperationCanceledException>(() => trainer.Train(Data, new Told(_ => source.Cancel()), source.Token));
    }

    /// <summary>The threads of this process that train.</summary>
    private static int Threads() => Directory.GetDirectories("/proc/self/task").Count(task =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm")).StartsWith("VaeMl training", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    });

    private sealed class Told(Action<TrainingProgress> tell) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => tell(value);
    }
}
