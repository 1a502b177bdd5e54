using TorchSharp;

namespace VaeMl.Torch.Tests.Training;

/// <summary>What a caller has set in TorchSharp stays set, and does not change what is trained.</summary>
public sealed class GlobalStateTests
{
    private static readonly VaeData Data = Rows.Mixed(150, missing: 0.1);

    [TorchFact]
    public void A_callers_settings_neither_change_nor_matter()
    {
        float[] expected = new TorchVaeTrainer(Options.Quick).Fit(Data).Scores(Data);
        (torch.ScalarType type, torch.Device device) = (torch.get_default_dtype(), torch.get_default_device());
        try
        {
            torch.set_default_dtype(torch.ScalarType.Float64);
            torch.set_default_device(torch.META);
            torch.random.manual_seed(5);
            using torch.Tensor before = torch.random.get_rng_state();
            foreach (Func<IDisposable> mode in (Func<IDisposable>[])[() => torch.no_grad(), () => torch.inference_mode()])
            {
                using IDisposable entered = mode();
                (bool Gradients, bool Inference) settings = (torch.is_grad_enabled(), torch.is_inference_mode_enabled());
                ProgressCallback progress = new(told =>
                {
                    if (told.Phase == TrainingPhase.Training)
                        Assert.Equal(settings, (torch.is_grad_enabled(), torch.is_inference_mode_enabled()));
                });
                float[] actual = new TorchVaeTrainer(Options.Quick).Train(Data, progress).Model.Scores(Data);
                Assert.Equal(expected, actual);
                Assert.Equal(settings, (torch.is_grad_enabled(), torch.is_inference_mode_enabled()));
            }
            Assert.Equal((torch.ScalarType.Float64, torch.META), (torch.get_default_dtype(), torch.get_default_device()));
            using torch.Tensor after = torch.random.get_rng_state();
            Assert.True(before.equal(after).all().ToBoolean());
        }
        finally
        {
            torch.set_default_dtype(type);
            torch.set_default_device(device);
        }
    }

    [TorchTheory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(3)]
    public void The_number_of_threads_is_the_callers_again_after_every_step(int? threads)
    {
        int original = torch.get_num_threads();
        try
        {
            torch.set_num_threads(2);
            List<int> seen = [];
            ProgressCallback progress = new(_ => seen.Add(torch.get_num_threads()));
            new TorchVaeTrainer(Options.Quick with { Threads = threads, CalibrationFolds = 0 }).Train(Data, progress);
            Assert.All(seen, number => Assert.Equal(2, number));
            Assert.Equal(2, torch.get_num_threads());
        }
        finally
        {
            torch.set_num_threads(original);
        }
    }

    [TorchFact]
    public void Threads_are_set_and_restored_around_a_scope()
    {
        int before = torch.get_num_threads();
        using (new TorchScope(before + 1))
            Assert.Equal(before + 1, torch.get_num_threads());
        Assert.Equal(before, torch.get_num_threads());
    }

    [TorchTheory]
    [InlineData(null)]
    [InlineData(3)]
    public void A_thread_that_begins_during_another_ones_scope_has_not_its_number(int? threads)
    {
        int usual = torch.get_num_threads(), during = 0, after = 0, later = 0;
        using (new TorchScope(usual + 4))
            OnNewThread(() =>
            {
                using (new TorchScope(threads))
                    during = torch.get_num_threads();
                after = torch.get_num_threads();
            });
        OnNewThread(() => later = torch.get_num_threads());
        Assert.Equal((threads ?? usual, usual, usual), (during, after, later));
    }

    private static void OnNewThread(Action action)
    {
        Thread thread = new(() => action());
        thread.Start();
        thread.Join();
    }
}
