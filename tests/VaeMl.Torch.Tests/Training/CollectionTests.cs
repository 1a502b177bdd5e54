namespace VaeMl.Torch.Tests.Training;

/// <summary>Native handles outlive the operations they are handed to, however often garbage is collected meanwhile.</summary>
public sealed class CollectionTests
{
    [TorchTheory]
    [InlineData(LikelihoodKind.Gaussian)]
    [InlineData(LikelihoodKind.StudentT)]
    [InlineData(LikelihoodKind.Bernoulli)]
    public void Training_on_several_threads_is_undisturbed_by_collections(LikelihoodKind likelihood)
    {
        VaeOptions options = new() { Likelihood = likelihood, HiddenSizes = [8], Epochs = 60, BatchSize = 32, CalibrationFolds = 4, LatentTerm = LatentTermKind.Sampled };
        VaeData rows = new([.. Enumerable.Range(0, 100).Select(i => new[] { i % 2, 0.01f * i, 0.5f })]);
        float[] undisturbed = new TorchVaeTrainer(options).Fit(rows).Scores(rows);
        using CancellationTokenSource stop = new();
        Thread collector = new(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            Assert.Equal(undisturbed, new TorchVaeTrainer(options).Fit(rows).Scores(rows));
        }
        finally
        {
            stop.Cancel();
            collector.Join();
        }
    }
}
