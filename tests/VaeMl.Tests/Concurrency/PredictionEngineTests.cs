using VaeMl.Tests.Hostile;

namespace VaeMl.Tests.Concurrency;

/// <summary>A loaded pipeline serves many threads, each with its engine or with one from a pool, and each gets what it would get alone.</summary>
public sealed class PredictionEngineTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void Sixty_four_threads_get_the_bits_that_one_gets_of_numbers()
    {
        IDataView data = _mlContext.View(Views.Examples(300));
        VaeAnomalyOptions options = new()
        {
            LatentColumnName = nameof(Verdict.Latent),
            ContributionsColumnName = nameof(Verdict.Contributions),
            Vae = Models.Quick,
            Trainer = VaeTrainerKind.BuiltIn,
        };
        ITransformer pipeline = _mlContext.Transforms.ReplaceMissingValues("Features").Append(_mlContext.AnomalyDetection.Trainers.Vae(options)).Fit(data);
        Check(new PipelineCalls<Example>(_mlContext.Reloaded(pipeline, data.Schema), Views.Examples(60, missing: 0.1)));
    }

    [Fact]
    public void Sixty_four_threads_get_the_bits_that_one_gets_of_raw_columns() =>
        Check(new PipelineCalls<MixedRow>(MixedRow.LoadedPipeline(MixedModel.Train()), MixedRow.Rows(60)));

    private static void Check<TRow>(PipelineCalls<TRow> calls)
        where TRow : class => ManyThreads.Run(number =>
        {
            bool pooled = number % 2 == 0;
            using PredictionEngine<TRow, Verdict>? engine = pooled ? null : calls.Engine();
            for (int i = 0; i < calls.Count; i++)
                Assert.False(pooled ? calls.Differs(number + i) : calls.Differs(engine!, number + i), $"thread {number}, row {i}");
        });
}
