using VaeMl.Likelihoods;
using VaeMl.Networks;
using VaeMl.Training;
using VaeMl.Training.BuiltIn;
using VaeMl.Training.Engines;

namespace VaeMl.Tests.Speed;

/// <summary>What must not grow with the rows: memory of scoring and of training steps.</summary>
public sealed class AllocationTests
{
    private const int Rows = 2000;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(Rows)]
    public void Scoring_into_columns_allocates_nothing_whatever_the_batch(int batch)
    {
        VaeModel model = Models.Fit(Models.Quick);
        float[] rows = [.. Models.Rows(Rows, 3).SelectMany(row => row)];
        float[] score = new float[batch], elbo = new float[batch], latent = new float[batch * 2], contributions = new float[batch * 5];
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        // No byte for 2000 rows, in however many calls: the pool keeps its one workspace.
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run()
        {
            for (int first = 0; first + batch <= Rows; first += batch)
                model.Score(rows.AsSpan(first * 5, batch * 5), new ScoreColumns
                {
                    Score = score,
                    Elbo = elbo,
                    Latent = latent,
                    Contributions = contributions,
                });
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_training_step_allocates_nothing_on_the_thread_that_asks_for_it(int threads)
    {
        using BuiltInEngine engine = Engine(Models.Quick with { Threads = threads }, out int[] order);
        Steps(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Steps(20);
        // Waiting for the other thread may make a lock's own record, once.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, threads == 1 ? 0 : 1000);

        void Steps(int count)
        {
            for (int i = 0; i < count; i++)
                engine.Step(new EngineStep(order.AsMemory(0, 64), i + 1, 1e-3, 1));
        }
    }

    // Padded features take part in products; what they hold has to stay 0, or training would follow what lies in reused memory.
    [Theory]
    [InlineData(7, 5)]
    [InlineData(20, 33)]
    public void Weights_of_padding_stay_zero(int first, int second)
    {
        using BuiltInEngine engine = Engine(Models.Quick with { HiddenSizes = [first, second], Threads = 1 }, out int[] order);
        for (int i = 0; i < 30; i++)
            engine.Step(new EngineStep(order.AsMemory(i, 64), i + 1, 1e-2, 1));
        NetworkParameters network = engine.Snapshot();
        foreach (Dense layer in network.Encoder.Concat(network.Decoder))
            for (int n = 0; n < layer.PaddedOutputs; n++)
                for (int k = 0; k < layer.PaddedInputs; k++)
                    if (n >= layer.Outputs || k >= layer.Inputs)
                        Assert.Equal(0, layer.Weights.Span[layer.IndexOf(n, k)]);
    }

    private static BuiltInEngine Engine(VaeOptions options, out int[] order)
    {
        VaeData data = new(Models.Rows(200));
        ResolvedOptions resolved = new(options, data.Count, data.FeatureCount);
        FeatureTransform features = FeatureTransformFit.Create(data, new DataSummary(data, default), resolved);
        order = [.. Enumerable.Range(0, data.Count)];
        return new BuiltInEngine(new EngineSetup(data, features, NetworkParameters.Initialize(resolved.ShapeFor(features), 1), resolved.Options));
    }
}
